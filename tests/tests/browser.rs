//! The staff's side in a real browser: Debian's Chromium, driven by Node.js with the package that `admin/` pins.
use std::process::Command;

use tests::shared::workspace;
use tests::{Installation, PlatenProcess, on_both_databases};

const PASSWORD: &str = "a password for browsers";

on_both_databases! {
    async fn an_editor_writes_and_a_visitor_reads(installation: Installation) {
        run("story.test.mjs", &installation);
    }

    async fn what_goes_wrong_while_somebody_writes_loses_nothing(installation: Installation) {
        run("trouble.test.mjs", &installation);
    }

    async fn a_host_without_a_site_becomes_one_with_readers(installation: Installation) {
        let front = installation.serve();
        let code = installation_code(&front);
        drive("whole-story.test.mjs", &front.url(), "ann", PASSWORD, &[("PLATEN_CODE", &code)]);
    }
}

#[test]
fn every_screen_is_whole_in_light() {
    look_at_every_screen("light");
}

#[test]
fn every_screen_is_whole_in_dark() {
    look_at_every_screen("dark");
}

#[test]
fn every_screen_is_whole_on_a_phone() {
    look_at_every_screen("narrow");
}

#[test]
fn every_screen_speaks_german_and_arabic() {
    look_at_every_screen("languages");
}

#[test]
fn every_string_of_the_screens_is_there_in_every_language() {
    drive("languages.test.mjs", "", "", "", &[]);
}

/// The sample site's screens, in one of the ways that `screens.test.mjs` knows.
fn look_at_every_screen(way: &str) {
    let installation = Installation::on_sqlite();
    let front = installation.serve_sample();
    let first = std::fs::read_to_string(installation.data_dir().join("first-sign-in.txt")).expect("the first sign-in");
    let password = first.lines().find_map(|line| line.strip_prefix("password: ")).expect("a password");
    // The sample site answers to the name that a newcomer's browser uses.
    let address = front.url().replace("127.0.0.1", "localhost");
    drive("screens.test.mjs", &address, "admin", password, &[("PLATEN_WAY", way)]);
}

/// Runs one file of `admin/tests/` against a host with a site and two administrators.
fn run(file: &str, installation: &Installation) {
    installation.install_site("Browser");
    for login in ["first", "second"] {
        let (email, password) = (format!("{login}@example.org"), format!("--user_pass={PASSWORD}"));
        installation.platen(&["user", "create", login, &email, "--role=administrator", &password]);
    }
    let front = installation.serve();
    drive(file, &front.url(), "first", PASSWORD, &[]);
}

/// The one-time code, as whoever started the host reads it.
fn installation_code(front: &PlatenProcess) -> String {
    let log = front.log();
    let code = log.split("install.php?code=").nth(1).and_then(|rest| rest.split_whitespace().next());
    code.unwrap_or_else(|| panic!("no code in the log:\n{log}")).to_owned()
}

fn drive(file: &str, address: &str, login: &str, password: &str, more: &[(&str, &str)]) {
    let folder = workspace().join("admin");
    let is_ready = folder.join("node_modules/playwright-core").is_dir() && folder.join("dist/manifest.json").is_file();
    assert!(is_ready, "the browser tests need Node.js 20 with npm, and the bundle: run `make admin`, then build again");
    let output = Command::new("node")
        .args(["--test", "--test-reporter=spec", &format!("tests/{file}")])
        .current_dir(&folder)
        .env("PLATEN_URL", address)
        .env("PLATEN_LOGIN", login)
        .env("PLATEN_PASSWORD", password)
        .envs(more.iter().copied())
        .output()
        .expect("Node.js starts: `apt-get install nodejs npm`, or `make setup-tests` as root");
    let (told, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}\n{complained}");
}
