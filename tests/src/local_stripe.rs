//! A server that speaks Stripe: localstripe, from the Python registry, in an environment of its own under `target/`.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::service::{Service, free_port};

/// The version that the tests were written with.
const PACKAGE: &str = "localstripe==1.15.10";

/// A running server. It keeps everything in memory; dropped, it is gone.
pub struct LocalStripe {
    port: u16,
    _service: Service,
    _folder: tempfile::TempDir,
}

impl LocalStripe {
    /// Starts one, installing it first where it is not there. Its absence fails the test.
    pub fn start() -> Self {
        let python = installed();
        let folder = tempfile::Builder::new().prefix("platen-localstripe-").tempdir().expect("a temporary folder");
        let port = free_port();
        let mut command = Command::new(python);
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/localstripe_server.py")).arg(port.to_string());
        command.current_dir(folder.path());
        let mut service =
            Service::start("localstripe", command, &folder.path().join("log"), "TERM", Some(folder.path()));
        service.wait_until_ready(Duration::from_secs(60), || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { port, _service: service, _folder: folder }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it has under this path, as somebody with the site's key sees it.
    pub async fn get(&self, path: &str) -> serde_json::Value {
        let client = reqwest::Client::new().get(format!("{}{path}", self.url())).bearer_auth("sk_test_tests");
        client.send().await.expect("localstripe answers").json().await.expect("in JSON")
    }
}

fn installed() -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let program = target.join("localstripe/bin/localstripe");
    if !program.exists() {
        // Several tests begin at once; one installs, the others wait.
        let script = "[ -x \"$1/localstripe/bin/localstripe\" ] || { python3 -m venv \"$1/localstripe\" && \"$1/localstripe/bin/pip\" install -q \"$2\"; }";
        let made = Command::new("flock")
            .arg(target.join("localstripe.lock"))
            .args(["sh", "-c", script, "sh"])
            .arg(&target)
            .arg(PACKAGE)
            .stdin(Stdio::null())
            .output()
            .expect("flock is part of every system");
        let complaint = String::from_utf8_lossy(&made.stderr);
        assert!(
            program.exists(),
            "{PACKAGE} is needed for the tests of payments and cannot be installed:\n{complaint}"
        );
    }
    target.join("localstripe/bin/python")
}
