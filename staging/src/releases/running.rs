//! Which release this program is of.

use std::path::Path;
use std::sync::OnceLock;

use platform::{confined, file_hash};

use super::Digest;
use crate::{Fault, Result};

/// The digest of the release that this program was installed with; of the program itself where it stands alone.
pub async fn running() -> Result<Digest> {
    static KNOWN: OnceLock<Digest> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return Ok(known.clone());
    }
    let read = tokio::task::spawn_blocking(|| digest_of(Path::new(confined::OWN_PROGRAM))).await;
    let digest = read.map_err(|error| Fault::refused(error.to_string()))??;
    Ok(KNOWN.get_or_init(|| digest).clone())
}

fn digest_of(program: &Path) -> Result<Digest> {
    let file = std::fs::read_link(program).unwrap_or_else(|_| program.to_path_buf());
    release_of(&file).map_or_else(|| digest_of_file(program), Ok)
}

/// An agent unpacks a release as `DIGEST/`, with its description beside `bin/`.
fn release_of(program: &Path) -> Option<Digest> {
    let release = program.parent()?.parent()?;
    release.join("release.json").is_file().then_some(())?;
    release.file_name()?.to_str()?.parse().ok()
}

fn digest_of_file(path: &Path) -> Result<Digest> {
    let read = file_hash::read(path).map_err(Fault::at(path))?;
    Ok(Digest::of_bytes(&read.sha256))
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn a_program_is_of_the_release_that_it_stands_in() {
        let folder = tempfile::tempdir().unwrap();
        let name = "ab".repeat(32);
        let program = folder.path().join(&name).join("bin/platen");
        std::fs::create_dir_all(program.parent().unwrap()).unwrap();
        std::fs::write(&program, "one").unwrap();
        let alone = digest_of(&program).unwrap();
        assert_eq!(alone.as_str(), hex::encode(Sha256::digest("one")));
        std::fs::write(folder.path().join(&name).join("release.json"), "{}").unwrap();
        assert_eq!(digest_of(&program).unwrap().as_str(), name);
    }
}
