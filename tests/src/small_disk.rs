//! A disk that is soon full: memory of one megabyte, mounted on a folder.
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Goes when it is dropped, with what is on it.
pub struct SmallDisk {
    folder: PathBuf,
    _own: Option<TempDir>,
}

impl SmallDisk {
    /// One on a folder of its own.
    pub fn mount() -> Self {
        let own = tempfile::tempdir().expect("a temporary folder");
        let mut mounted = Self::mount_on(own.path());
        mounted._own = Some(own);
        mounted
    }

    /// One in the place of this folder.
    pub fn mount_on(folder: &Path) -> Self {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "platen-test"]).arg(folder).output();
        let mounted = mounted.expect("mount is part of every system");
        let complaint = String::from_utf8_lossy(&mounted.stderr).into_owned();
        assert!(
            mounted.status.success(),
            "a small disk cannot be mounted, so nothing is tested (as root it can): {complaint}"
        );
        Self { folder: folder.into(), _own: None }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Somebody makes room: eight megabytes.
    pub fn grow(&self) {
        let grown = Command::new("mount").args(["-o", "remount,size=8m"]).arg(&self.folder).status();
        assert!(grown.expect("mount is part of every system").success(), "the small disk does not grow");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.folder).output());
    }
}
