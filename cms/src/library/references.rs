//! Second names for files. A file of the uploads is never written in place, so a second name for it is a reference, and
//! whoever writes or deletes in one folder leaves the other as it is.

use std::collections::{BTreeSet, VecDeque};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::store::blocking;
use crate::Result;

/// The finished files below a folder, by their paths within it; those that are still being received are left out. None where
/// there is no folder.
pub async fn files_of_folder(folder: PathBuf) -> Result<Vec<PathBuf>> {
    blocking(move || files_below(&folder, Names::Finished)).await
}

/// Gives these files of `from` a name in `to`; a copy where the file system cannot. What has a name already is left, unless it is
/// another file.
pub async fn refer_to(from: PathBuf, to: PathBuf, files: Vec<PathBuf>) -> Result<()> {
    blocking(move || files.iter().try_for_each(|file| refer(&from.join(file), &to.join(file)))).await
}

/// Takes away all files below a folder, and the folder.
pub async fn forget_folder(folder: PathBuf) -> Result<()> {
    blocking(move || match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    })
    .await
}

/// Takes away what `to` has and `from` does not, halves of copies among it.
pub async fn without_leftovers(from: PathBuf, to: PathBuf) -> Result<()> {
    blocking(move || {
        let there: BTreeSet<PathBuf> = files_below(&from, Names::Finished)?.into_iter().collect();
        let here = files_below(&to, Names::All)?;
        here.iter().filter(|file| !there.contains(*file)).try_for_each(|file| std::fs::remove_file(to.join(file)))
    })
    .await
}

/// Which files are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Those that begin with a dot are still being received.
    Finished,
    /// Those too.
    All,
}

/// Links are followed nowhere.
fn files_below(root: &Path, names: Names) -> std::io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), VecDeque::from([PathBuf::new()]));
    while let Some(folder) = folders.pop_front() {
        let entries = match std::fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let (kind, name) = (entry.file_type()?, entry.file_name());
            if names == Names::Finished && name.to_string_lossy().starts_with('.') {
                continue;
            }
            match () {
                () if kind.is_dir() => folders.push_back(folder.join(name)),
                () if kind.is_file() => found.push(folder.join(name)),
                () => {}
            }
        }
    }
    Ok(found)
}

fn refer(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match std::fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => renew(from, to),
        // Deleted since it was listed.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) => copy(from, to),
    }
}

/// What an earlier try left is right unless another file was written since.
fn renew(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let (there, here) = (std::fs::metadata(from)?, std::fs::metadata(to)?);
    let is_same = match there.dev() == here.dev() {
        true => there.ino() == here.ino(),
        false => there.len() == here.len() && there.mtime() <= here.mtime(),
    };
    if is_same { Ok(()) } else { copy(from, to) }
}

/// Whole or not at all.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let part = tempfile::Builder::new().prefix(".part-").tempfile_in(folder)?;
    std::fs::copy(from, part.path())?;
    part.as_file().sync_all()?;
    part.persist(to).map_err(|refused| refused.error)?;
    Ok(())
}
