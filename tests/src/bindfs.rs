//! A folder seen through another path, as a network folder is: what is written behind it tells inotify nothing.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::service::{Service, program};

/// A mounted view of a folder; dropped, both are gone.
pub struct BehindInotify {
    home: TempDir,
    service: Service,
}

impl BehindInotify {
    /// Mounts one. Where FUSE is not to be had the test fails.
    pub fn mount() -> Self {
        let home = tempfile::Builder::new().prefix("platen-bindfs-").tempdir().expect("a temporary folder");
        for folder in ["behind", "mounted"] {
            std::fs::create_dir(home.path().join(folder)).expect("a folder");
        }
        assert!(Path::new("/dev/fuse").exists(), "there is no /dev/fuse: a network folder cannot be stood in for");
        let service = served(&home);
        Self { home, service }
    }

    /// The server of the network folder dies: whoever asks for anything gets an error.
    pub fn kill(&mut self) {
        self.service.signal("KILL");
        self.service.wait_until_ended(Duration::from_secs(10));
    }

    /// Mounts what is behind again, after [`BehindInotify::kill`].
    pub fn mount_again(&mut self) {
        drop(Command::new("fusermount").args(["-u", "-z"]).arg(self.mounted()).output());
        self.service = served(&self.home);
    }

    /// The folder as the host sees it.
    pub fn mounted(&self) -> PathBuf {
        self.home.path().join("mounted")
    }

    /// The same folder as another machine does.
    pub fn behind(&self) -> PathBuf {
        self.home.path().join("behind")
    }
}

fn served(home: &TempDir) -> Service {
    let mut command = Command::new(program("bindfs", "bindfs"));
    command.arg("-f").arg(home.path().join("behind")).arg(home.path().join("mounted"));
    let mut service = Service::start("bindfs", command, &home.path().join("log"), "TERM", None);
    std::fs::write(home.path().join("behind/.there"), "").expect("a file");
    let seen = home.path().join("mounted/.there");
    service.wait_until_ready(Duration::from_secs(20), || seen.exists());
    service
}

impl Drop for BehindInotify {
    fn drop(&mut self) {
        // A front that is still there must not keep the folder busy.
        drop(Command::new("fusermount").args(["-u", "-z"]).arg(self.mounted()).output());
        self.service.stop();
    }
}
