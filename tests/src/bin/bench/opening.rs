//! From click to typing: a post of fifty blocks opened in a browser, by Platen and by real WordPress in turns, and the
//! bytes that a browser without anything kept has to load for it.
use std::process::Command;

use serde_json::{Value, json};
use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::service::find_program;
use tests::shared::workspace;
use tests::wordpress::WordPress;
use tests::{Installation, Postgres};

const BLOCKS: usize = 50;
const TITLE: &str = "Fifty blocks";
/// Platen is to need at most this part of WordPress's time.
const GOAL: f64 = 0.5;

/// Measures both; says what is missing where one cannot be.
pub fn measure() -> Value {
    let missing = missing();
    if !missing.is_empty() {
        let packages = missing.join(" ");
        eprintln!("!!! NOT MEASURED: the editor beside real WordPress; apt-get install {packages} !!!");
        return json!({ "not_measured": format!("not installed: {packages}") });
    }
    let wordpress = WordPress::start();
    let postgres = Postgres::start();
    let installation = Installation::on_postgres(&postgres).with("PLATEN_LOG", "warn");
    installation.install_site("Bench");
    let front = installation.serve();
    let content = format!("--post_content={}", content(true));
    let title = format!("--post_title={TITLE}");
    let ours = installation.platen(&["post", "create", &title, &content, "--post_status=publish", "--porcelain"]);
    let theirs = wordpress.post(TITLE, &self::content(false)).to_string();
    let figures = in_the_browser(&[
        ("PLATEN_URL", &front.url()),
        ("PLATEN_POST", ours.trim()),
        ("WORDPRESS_URL", &wordpress.url()),
        ("WORDPRESS_POST", &theirs),
    ]);
    told(&figures, &wordpress.version());
    json!({ "blocks": BLOCKS, "wordpress": wordpress.version(), "figures": figures })
}

fn missing() -> Vec<&'static str> {
    let mut missing = WordPress::missing();
    missing.extend(["node", "chromium"].into_iter().filter(|name| find_program(name).is_none()));
    let admin = workspace().join("admin");
    if !admin.join("node_modules/playwright-core").is_dir() || !admin.join("dist/manifest.json").is_file() {
        missing.push("(and `make admin`)");
    }
    missing
}

fn in_the_browser(settings: &[(&str, &str)]) -> Value {
    let mut command = Command::new("node");
    command.arg("tests/opening.mjs").current_dir(workspace().join("admin"));
    command.envs(settings.iter().copied()).env("PLATEN_LOGIN", ADMIN).env("PLATEN_PASSWORD", ADMIN_PASSWORD);
    let output = command.output().expect("node starts");
    let complaint = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}\n{complaint}", String::from_utf8_lossy(&output.stdout)))
}

fn told(figures: &Value, version: &str) {
    let number = |who: &str, what: &str| figures[who][what].as_f64().unwrap_or(f64::NAN);
    println!("{:<34}{:>12}{:>12}", format!("a post of {BLOCKS} blocks"), "Platen", format!("WP {version}"));
    for (what, label) in [
        ("first_ms", "nothing kept, ms (median)"),
        ("again_ms", "opened again, ms (median)"),
        ("bytes", "bytes, nothing kept"),
        ("requests", "requests, nothing kept"),
    ] {
        println!("{label:<34}{:>12.0}{:>12.0}", number("platen", what), number("wordpress", what));
    }
    for what in ["first_ms", "again_ms"] {
        let part = number("platen", what) / number("wordpress", what);
        let word = if part <= GOAL { "reached" } else { "NOT REACHED" };
        println!("{what}: {part:.2} of WordPress's time: the goal of {GOAL} is {word}");
    }
}

/// The same text as each editor writes it: newer ones give headings and lists a class.
fn content(is_new: bool) -> String {
    let class = |name: &str| if is_new { format!(" class=\"wp-block-{name}\"") } else { String::new() };
    let (heading, list) = (class("heading"), class("list"));
    let block = |number: usize| match number % 5 {
        0 => format!("<!-- wp:heading -->\n<h2{heading}>Part {number}</h2>\n<!-- /wp:heading -->"),
        4 => format!(
            "<!-- wp:list -->\n<ul{list}><!-- wp:list-item -->\n<li>First of {number}</li>\n<!-- /wp:list-item -->\n\n\
             <!-- wp:list-item -->\n<li>Second of {number}</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->"
        ),
        _ => format!(
            "<!-- wp:paragraph -->\n<p>Paragraph {number}: the quick brown fox jumps over the lazy dog and \
             <strong>stays</strong> with <a href=\"https://example.org/{number}\">its friends</a>.</p>\n\
             <!-- /wp:paragraph -->"
        ),
    };
    (1..=BLOCKS).map(block).collect::<Vec<_>>().join("\n\n")
}
