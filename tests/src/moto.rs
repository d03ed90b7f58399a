//! A stand-in for Amazon's services (moto), as a throwaway on a free port.
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::service::{Service, find_program, free_port};
use crate::shared::workspace;

/// Whoever asks under these names is let in.
pub const CREDENTIALS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")];
/// The region of everything in it.
pub const REGION: &str = "eu-central-1";

/// A running server.
pub struct Moto {
    port: u16,
    _service: Service,
    _log: TempDir,
}

impl Moto {
    /// Starts one; takes some seconds.
    pub fn start() -> Self {
        let log = tempfile::Builder::new().prefix("platen-moto-").tempdir().expect("a temporary folder");
        let port = free_port();
        let mut command = Command::new(binary());
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        let mut service = Service::start("moto", command, &log.path().join("log"), "TERM", None);
        service.wait_until_ready(Duration::from_secs(60), || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { port, _service: service, _log: log }
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Lets mail be sent from this address or domain.
    pub async fn verify_sender(&self, identity: &str) {
        let answer = self.ask_ses("/v2/email/identities", &json!({ "EmailIdentity": identity })).await;
        assert!(answer.status().is_success(), "{answer:?}");
    }

    async fn ask_ses(&self, path: &str, body: &serde_json::Value) -> reqwest::Response {
        let signed = format!(
            "AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/ses/aws4_request, SignedHeaders=host, Signature=x"
        );
        let request = reqwest::Client::new().post(format!("{}{path}", self.url())).header("Authorization", signed);
        request.json(body).send().await.expect("moto answers")
    }
}

fn binary() -> PathBuf {
    let own = workspace().join("target/python/bin/moto_server");
    if own.is_file() {
        return own;
    }
    find_program("moto_server")
        .unwrap_or_else(|| panic!("moto is not installed: `make setup-tests`, or `pip install 'moto[server]'`"))
}
