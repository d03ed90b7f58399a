//! Certificates of a server on this machine, made and served by OpenSSL.
#![allow(clippy::disallowed_methods, reason = "a test makes its own server and a client that trusts it")]

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::*;

struct Server {
    process: Child,
    name: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn openssl(folder: &Path) -> Command {
    let mut command = Command::new("openssl");
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A server whose certificate is for `localhost` and ends in thirty days.
async fn server(folder: &Path) -> Server {
    let made = openssl(folder)
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", "key.pem", "-out", "cert.pem"])
        .status()
        .expect("openssl runs");
    assert!(made.success());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let accept = format!("127.0.0.1:{port}");
    let arguments = ["s_server", "-accept", &accept, "-cert", "cert.pem", "-key", "key.pem", "-www", "-quiet"];
    let process = openssl(folder).args(arguments).spawn().expect("openssl runs");
    for _ in 0..500 {
        if TcpStream::connect(&accept).is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Server { process, name: format!("localhost:{port}") }
}

fn trusting(folder: &Path) -> HttpClient {
    let root = reqwest::Certificate::from_pem(&std::fs::read(folder.join("cert.pem")).unwrap()).unwrap();
    let first_hop = reqwest::Client::builder().tls_info(true).add_root_certificate(root).build().unwrap();
    HttpClient { first_hop, ..HttpClient::reaching_private_addresses().unwrap() }
}

#[tokio::test]
async fn a_valid_certificate_tells_until_when() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await;
    let Certificate::Valid(Some(until)) = trusting(folder.path()).certificate(&server.name).await else {
        panic!("it is trusted, and tells its end");
    };
    let days = (until - Utc::now()).num_hours() / 24;
    assert!((29..=30).contains(&days), "{until}");
}

#[tokio::test]
async fn one_that_nobody_vouches_for_is_not_valid_and_no_server_is_unreachable() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await;
    let client = HttpClient::reaching_private_addresses().unwrap();
    let found = client.certificate(&server.name).await;
    assert!(matches!(&found, Certificate::Invalid(why) if why.contains("certificate")), "{found:?}");
    let name = server.name.clone();
    drop(server);
    let found = client.certificate(&name).await;
    assert!(matches!(found, Certificate::Unreachable(_)), "{found:?}");
}
