//! Manifests are kept in the environment's folder, each under the digest of its plan, where whoever promotes finds them.

use std::path::{Path, PathBuf};

use crate::environments::Environment;
use crate::{Fault, Manifest, Result};

/// Where the manifest of a plan stands.
pub fn manifest_file(environment: &Environment, plan_digest: &str) -> PathBuf {
    Path::new(&environment.folder).join("manifests").join(format!("{plan_digest}.json"))
}

/// Where the gates leave pictures and the like of a plan.
pub fn artefacts_folder(environment: &Environment, plan_digest: &str) -> PathBuf {
    manifest_file(environment, plan_digest).with_extension("artefacts")
}

/// Writes it whole or not at all.
pub fn write_manifest(file: &Path, manifest: &Manifest) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(Fault::at(folder))?;
    let text = serde_json::to_string_pretty(manifest).map_err(|error| Fault::refused(error.to_string()))?;
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(Fault::at(folder))?;
    std::io::Write::write_all(&mut beside, text.as_bytes()).map_err(Fault::at(file))?;
    beside.as_file().sync_all().map_err(Fault::at(file))?;
    beside.persist(file).map_err(|error| Fault::at(file)(error.error))?;
    Ok(())
}

/// The manifest of a file; none where there is no file.
pub fn read_manifest(file: &Path) -> Result<Option<Manifest>> {
    let text = match std::fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(Fault::at(file))?,
    };
    let read = serde_json::from_str(&text);
    read.map(Some).map_err(|error| Fault::refused(format!("{} is no manifest: {error}", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_is_no_manifest_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("manifests/abc.json");
        assert_eq!(read_manifest(&file).unwrap(), None);
        let manifest = Manifest { plan_digest: "abc".into(), ..Manifest::default() };
        write_manifest(&file, &manifest).unwrap();
        assert_eq!(read_manifest(&file).unwrap(), Some(manifest));
        std::fs::write(&file, "{").unwrap();
        assert!(read_manifest(&file).unwrap_err().to_string().contains("abc.json is no manifest"));
    }
}
