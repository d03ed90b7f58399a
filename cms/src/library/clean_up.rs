//! Takes away what a process that died left half done: files that were coming in, and files that have a name but no
//! attachment.

use std::collections::HashSet;
use std::fs::TryLockError;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::promise;
use super::receive::INCOMING;
use super::resumable::clean_up_resumable;
use super::store::{PART, blocking};
use crate::{Result, Site, media};

/// Younger files are left alone: between making a file and holding it lies a moment, and a commit may be on its way.
const YOUNG: Duration = Duration::from_secs(15);
/// Where a file system knows no locks, age alone tells: an upload does not take a day.
const OLD: Duration = Duration::from_secs(86_400);

/// Takes away what nobody holds any more among the files that were coming in; tells how many there were.
pub async fn clean_up_incoming(site: &Site) -> Result<u64> {
    let uploads = site.host().config().uploads_dir(site.id());
    let folder = uploads.join(INCOMING);
    let mut gone = 0;
    for path in blocking(move || abandoned_in(&folder)).await? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(file) = promise::file_of(&name)
            && !media::is_known(site, &file).await?
        {
            let (promised, target) = (path.clone(), uploads.join(&file));
            blocking(move || remove_if_same(&promised, &target)).await?;
        }
        blocking(move || removed(&path)).await?;
        gone += 1;
    }
    Ok(gone + clean_up_resumable(site).await?)
}

/// The files that have their name already while their attachment is still being committed, or never will be. Whoever finds
/// such a file in the folder has not found one that somebody copied in.
pub async fn promised_files(site: &Site) -> Result<HashSet<String>> {
    let folder = site.host().config().uploads_dir(site.id()).join(INCOMING);
    let names = blocking(move || names_in(&folder)).await?;
    Ok(names.iter().filter_map(|path| promise::file_of(&path.file_name()?.to_string_lossy())).collect())
}

/// Takes away these files, which were being written where they are to stand, where nobody holds them any more.
pub async fn clean_up_parts(parts: Vec<PathBuf>) -> Result<u64> {
    blocking(move || {
        let mut gone = 0;
        for part in parts {
            if is_abandoned(&part) {
                removed(&part)?;
                gone += 1;
            }
        }
        Ok(gone)
    })
    .await
}

/// Whether a name is one of a file that is being written.
pub fn is_part(name: &str) -> bool {
    name.starts_with(PART)
}

fn abandoned_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = names_in(folder)?;
    paths.retain(|path| is_abandoned(path));
    Ok(paths)
}

fn names_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    Ok(entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
}

fn is_abandoned(path: &Path) -> bool {
    let Ok(facts) = std::fs::symlink_metadata(path) else { return false };
    let age = facts.modified().ok().and_then(|time| time.elapsed().ok()).unwrap_or_default();
    if !facts.is_file() || age < YOUNG {
        return false;
    }
    let Ok(file) = std::fs::File::options().write(true).open(path) else { return false };
    match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => age > OLD,
    }
}

/// A name that another file has by now is left alone.
fn remove_if_same(promised: &Path, target: &Path) -> std::io::Result<()> {
    let (Ok(one), Ok(other)) = (std::fs::metadata(promised), std::fs::metadata(target)) else { return Ok(()) };
    if (one.dev(), one.ino()) == (other.dev(), other.ino()) { removed(target) } else { Ok(()) }
}

fn removed(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
