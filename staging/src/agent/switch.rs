//! Files that are there or not, and nothing in between.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::{Fault, Result};

/// Makes the link `link` lead to `target`. Whoever follows it meanwhile comes to the old place or the new one.
pub(super) fn switch(link: &Path, target: &Path) -> Result<()> {
    let beside = beside(link);
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Fault::at(&beside)(error)),
        _ => {}
    }
    symlink(target, &beside).map_err(Fault::at(&beside))?;
    fs::rename(&beside, link).map_err(Fault::at(link))?;
    sync_folder(link)
}

/// Writes the whole file, or leaves it as it was.
pub(super) fn write_whole(file: &Path, content: &[u8]) -> Result<()> {
    let beside = beside(file);
    let mut written = File::create(&beside).map_err(Fault::at(&beside))?;
    written.write_all(content).and_then(|()| written.sync_all()).map_err(Fault::at(&beside))?;
    fs::rename(&beside, file).map_err(Fault::at(file))?;
    sync_folder(file)
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    file.with_file_name(name)
}

fn sync_folder(file: &Path) -> Result<()> {
    let folder = file.parent().unwrap_or(file);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Fault::at(folder))
}
