//! Clients that others wrote for WordPress, unchanged, against the real binary.
use std::process::Output;

use base64::Engine;
use tests::{Engine as Database, Installation, OnDatabase, client_programs};

/// What a client works with: a site, and an application password of its administrator.
struct Site {
    front: tests::PlatenProcess,
    password: String,
}

fn site(title: &str) -> (Installation, Site) {
    let installation = Installation::on(Database::Sqlite);
    installation.install_site(title);
    let password = installation.platen(&["user", "application-password", "create", "admin", "client", "--porcelain"]);
    let front = installation.serve();
    (installation, Site { front, password: password.trim().to_owned() })
}

fn url(site: &Site) -> String {
    format!("http://127.0.0.1:{}", site.front.port())
}

/// Whether the program ran to its end; its words where it did not.
fn assert_succeeded(output: Output) {
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", words(&output.stdout), words(&output.stderr));
}

#[tokio::test]
async fn the_package_wpapi_reads_and_writes() {
    let (_installation, site) = site("For wpapi");
    assert_succeeded(client_programs::node("wpapi.cjs", &[&url(&site), "admin", &site.password]));
}

#[tokio::test]
async fn the_editors_own_client_works_with_a_session() {
    let (_installation, site) = site("For api-fetch");
    assert_succeeded(client_programs::node("api_fetch.cjs", &[&url(&site), "admin", "admin-password"]));
}

#[tokio::test]
async fn a_desktop_editors_client_works_over_xml_rpc() {
    let (_installation, site) = site("For python-wordpress-xmlrpc");
    assert_succeeded(client_programs::python("desktop_editor.py", &[&url(&site), "admin", "admin-password"]));
}

#[tokio::test]
async fn no_arguments_that_the_api_describes_make_it_fail() {
    let (_installation, site) = site("For schemathesis");
    let token = base64::engine::general_purpose::STANDARD.encode(format!("admin:{}", site.password));
    assert_succeeded(client_programs::python("schemas.py", &[&url(&site), &token, "4"]));
}
