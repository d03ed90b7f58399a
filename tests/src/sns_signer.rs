//! Signs notifications as Amazon SNS does, with a certificate of its own that it serves: no stand-in signs them.
use std::path::Path;
use std::process::Command;

use base64::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::recorder::{Recorder, Reply};
use crate::service::program;

/// The topic that it signs for.
pub const TOPIC: &str = "arn:aws:sns:eu-central-1:123456789012:platen-mail";

/// A signer and the server of its certificate.
pub struct SnsSigner {
    folder: TempDir,
    server: Recorder,
}

impl SnsSigner {
    /// Makes a key and serves its certificate.
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("platen-sns-").tempdir().expect("a temporary folder");
        make_key(folder.path());
        let certificate = std::fs::read_to_string(folder.path().join("cert.pem")).expect("the certificate was made");
        let server = Recorder::start(move |asked| match asked.path.as_str() {
            "/sns.pem" => Reply::Say(200, certificate.clone()),
            path if path.starts_with("/confirm") => Reply::Say(200, "<ConfirmSubscriptionResponse/>".into()),
            _ => Reply::Say(404, "nothing here".into()),
        });
        Self { folder, server }
    }

    /// Where its certificate comes from.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// How often its certificate was fetched.
    pub fn fetched(&self) -> usize {
        self.server.asked("/sns.pem").len()
    }

    /// How often a subscription was confirmed.
    pub fn confirmed(&self) -> usize {
        self.server.asked("/confirm").len()
    }

    /// A notification with this message, signed.
    pub fn notification(&self, id: &str, version: &str, message: &Value) -> Value {
        self.signed(json!({
            "Type": "Notification", "MessageId": id, "TopicArn": TOPIC, "Message": message.to_string(),
            "Timestamp": timestamp(), "SignatureVersion": version, "SigningCertURL": format!("{}/sns.pem", self.url()),
        }))
    }

    /// The question whether the subscription is wanted, signed.
    pub fn subscription(&self, topic: &str) -> Value {
        self.signed(json!({
            "Type": "SubscriptionConfirmation", "MessageId": "s-1", "TopicArn": topic, "Message": "You have chosen …",
            "Timestamp": timestamp(), "Token": "abc", "SubscribeURL": format!("{}/confirm?Token=abc", self.url()),
            "SignatureVersion": "2", "SigningCertURL": format!("{}/sns.pem", self.url()),
        }))
    }

    /// Signs what stands in `message` now.
    pub fn signed(&self, mut message: Value) -> Value {
        let fields = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        let lines = fields.iter().filter_map(|name| message[*name].as_str().map(|value| format!("{name}\n{value}\n")));
        let text: String = lines.collect();
        let digest = if message["SignatureVersion"] == "1" { "-sha1" } else { "-sha256" };
        message["Signature"] = json!(self.signature(digest, &text));
        message
    }

    fn signature(&self, digest: &str, text: &str) -> String {
        let (input, output) = (self.folder.path().join("text"), self.folder.path().join("signature"));
        std::fs::write(&input, text).expect("the folder is writable");
        let mut command = Command::new(program("openssl", "openssl"));
        command.args(["dgst", digest, "-sign"]).arg(self.folder.path().join("key.pem"));
        let status = command.arg("-out").arg(&output).arg(&input).status().expect("openssl runs");
        assert!(status.success());
        base64::engine::general_purpose::STANDARD.encode(std::fs::read(output).expect("the signature was made"))
    }
}

/// A key and a certificate of its own, `key.pem` and `cert.pem`.
pub fn make_key(folder: &Path) {
    let mut command = Command::new(program("openssl", "openssl"));
    command.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=sns.amazonaws.com"]);
    command.arg("-keyout").arg(folder.join("key.pem")).arg("-out").arg(folder.join("cert.pem"));
    let output = command.output().expect("openssl runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn timestamp() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
