//! A mail server (aiosmtpd) that keeps what it gets, as a throwaway on a free port.
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::service::{Service, free_port};
use crate::shared::workspace;

/// A running server.
pub struct MailServer {
    port: u16,
    folder: TempDir,
    _service: Service,
}

impl MailServer {
    /// Starts one.
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("platen-smtp-").tempdir().expect("a temporary folder");
        let port = free_port();
        let mut command = Command::new(python());
        command.args(["-m", "aiosmtpd", "-n", "-l", &format!("127.0.0.1:{port}"), "-c", "aiosmtpd.handlers.Mailbox"]);
        command.arg(folder.path().join("mailbox"));
        let mut service = Service::start("aiosmtpd", command, &folder.path().join("log"), "TERM", None);
        service.wait_until_ready(Duration::from_secs(30), || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { port, folder, _service: service }
    }

    /// `smtp://…`, without TLS.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The messages that it got.
    pub fn messages(&self) -> Vec<String> {
        let found = std::fs::read_dir(self.folder.path().join("mailbox/new")).into_iter().flatten().flatten();
        found.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).collect()
    }
}

fn python() -> PathBuf {
    let own = workspace().join("target/python/bin/python");
    let has_it = Command::new(&own).args(["-c", "import aiosmtpd"]).status().is_ok_and(|status| status.success());
    assert!(has_it, "aiosmtpd is not installed: `make setup-tests`, or `pip install aiosmtpd` in target/python");
    own
}
