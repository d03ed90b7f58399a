//! Lists a site's folder.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use cms::library::is_part;
use cms::media::SeenFile;

/// What stands in a folder.
#[derive(Debug, Default)]
pub struct Listed {
    /// Every file, temporary ones left out.
    pub files: Vec<SeenFile>,
    /// Files that are being written, or that somebody was writing who is gone.
    pub parts: Vec<PathBuf>,
}

/// Lists all below the folder; none where the folder is not there.
pub async fn list(folder: &Path) -> std::io::Result<Option<Listed>> {
    let folder = folder.to_owned();
    let listed = tokio::task::spawn_blocking(move || {
        if !folder.is_dir() {
            return Ok(None);
        }
        let mut listed = Listed::default();
        walk(&folder, "", &mut listed)?;
        Ok(Some(listed))
    });
    listed.await.map_err(std::io::Error::other)?
}

fn walk(folder: &Path, prefix: &str, listed: &mut Listed) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_part(&name) {
            listed.parts.push(entry.path());
        }
        // What is still being written, and what is not served.
        if name.starts_with('.') {
            continue;
        }
        let file = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{file}/"), listed)?;
        } else if kind.is_file() {
            // Gone between the listing and the look: it was being removed.
            let Ok(facts) = entry.metadata() else { continue };
            let (modified, touched) = (modified(&facts), touched(&facts));
            listed.files.push(SeenFile { file, size: facts.len(), modified, touched });
        }
    }
    Ok(())
}

/// When a file was last named, renamed or written, in nanoseconds since 1970.
fn touched(facts: &std::fs::Metadata) -> i64 {
    facts.ctime().saturating_mul(1_000_000_000).saturating_add(facts.ctime_nsec())
}

/// When a file was last written, in nanoseconds since 1970.
pub fn modified(facts: &std::fs::Metadata) -> i64 {
    let since = facts.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or_default()
}
