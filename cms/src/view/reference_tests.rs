//! Held against real WordPress: its recorded answers for the pages of the reference site.
//!
//! The reference material lies outside the tree; `PLATEN_SHARED` names its folder.
#![allow(clippy::disallowed_methods, reason = "where the reference material is, a test may ask the environment")]

use std::path::{Path, PathBuf};

use platform::{Clock, Config};
use serde_json::Value;

use super::{Answer, Request, answer};
use crate::formatting::{decode_html_text, strip_all_tags};
use crate::sites::{self, NewSite};
use crate::transfer::importer::{ImportOptions, Silent, import};
use crate::users::{self, NewUser, Role};
use crate::{Actor, Host, Site, settings};

/// Recorded answers that this crate does not give, each with its reason.
const ELSEWHERE: [(&str, &str); 20] = [
    ("027-post-feed", "feeds are rendered by their own slice"),
    ("038-file-404", "compared by status below"),
    ("039-php-404", "a file of the server's"),
    ("048-category-feed", "feeds are rendered by their own slice"),
    ("074-wp-admin", "the staff's side"),
    ("076-xmlrpc-get", "another protocol"),
    ("078-favicon", "answered by the server"),
    ("081-wp-cron", "another protocol"),
    ("084-wp-mail", "another protocol"),
    ("089-opml", "another protocol"),
    ("090-trackback-get", "another protocol"),
    ("091-signup", "the staff's side"),
    ("092-activate", "the staff's side"),
    ("094-home-post", "asked by POST"),
    ("096-xmlrpc-list-methods", "another protocol"),
    ("097-xmlrpc-users-blogs", "another protocol"),
    ("098-xmlrpc-bad-login", "another protocol"),
    ("088-embed-home", "answered as a page, as WordPress does"),
    ("008-p-id", "the post of the day of the recording's installation"),
    ("009-p-id-extra-args", "the post of the day of the recording's installation"),
];

fn shared() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("PLATEN_SHARED").map_or(default, PathBuf::from);
    let site = folder.join("wordpress");
    if site.join("reference-site.xml").is_file() {
        return Some(site);
    }
    println!("\n!!! NOT COMPARED WITH WORDPRESS: there is no reference site in {}\n", site.display());
    None
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The reference site on a host of its own.
async fn reference_site(folder: &Path) -> (tempfile::TempDir, Site) {
    let data = tempfile::tempdir().unwrap();
    let config = Config { data_dir: data.path().into(), ..Config::default() };
    let host = Host::open(config, Clock::system()).await.unwrap();
    host.migrate().await.unwrap();
    let described = json(&folder.join("reference-site.json"));
    let new = NewSite {
        url: "http://127.0.0.1:8800".into(),
        title: "Reference WordPress".into(),
        admin_email: "a@b.org".into(),
    };
    let site = sites::create(&host, &Actor::System, new).await.unwrap();
    for user in described["users"].as_array().unwrap() {
        let text = |name: &str| user[name].as_str().unwrap_or_default().to_owned();
        let new = NewUser {
            login: text("login"),
            email: text("email"),
            display_name: text("display_name"),
            nicename: text("nicename"),
            id: user["id"].as_i64(),
            ..NewUser::default()
        };
        users::create(&site, &Actor::System, new, text("role").parse::<Role>().unwrap()).await.unwrap();
    }
    for name in ["permalink_structure", "posts_per_page", "default_comment_status", "use_smilies"] {
        settings::update(&site, &Actor::System, name, &described["options"][name]).await.unwrap();
    }
    let site = sites::by_id(&host, site.id()).await.unwrap();
    let file = folder.join("reference-site.xml");
    import(&site, &Actor::System, &file, &ImportOptions::default(), &Silent).await.unwrap();
    (data, sites::by_id(&host, site.id()).await.unwrap())
}

/// Status, address of a redirect, `Link` headers and the page's text without blanks.
async fn asked(site: &Site, path: &str) -> (u64, Option<String>, Vec<String>, String) {
    match answer(site, &Request::visit(path)).await.unwrap() {
        Answer::Page(page) => (page.status.into(), None, page.link_headers, squeezed(&page.html)),
        Answer::Redirect(redirect) => (redirect.status.into(), Some(redirect.location), Vec::new(), String::new()),
        other => panic!("{path} is answered by {other:?}"),
    }
}

fn squeezed(html: &str) -> String {
    let text = decode_html_text(&strip_all_tags(html, false)).into_owned();
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{a0}').collect()
}

/// The texts of headings, paragraphs and list items inside the recording's `<main>`.
fn pieces(html: &str) -> Vec<String> {
    let main = html.split_once("<main").map_or("", |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let block =
        regex::Regex::new(r"(?s)<(?:h[1-6]|p|figcaption|td|th)\b[^>]*>(.*?)</(?:h[1-6]|p|figcaption|td|th)>").unwrap();
    let texts = block.captures_iter(main).map(|found| squeezed(&found[1]));
    texts.filter(|text| text.len() > 3).collect()
}

fn headers(record: &Value) -> Vec<String> {
    match &record["headers"]["link"] {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

async fn differences(site: &Site, folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.join("golden/front")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut differences = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if ELSEWHERE.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let record = json(file);
        let path = record["request"]["path"].as_str().unwrap();
        let (status, location, links, text) = asked(site, path).await;
        if Some(status) != record["status"].as_u64() {
            differences.push(format!("{name}: {path} has status {status}, not {}", record["status"]));
        }
        if location.as_deref() != record["headers"]["location"].as_str() {
            differences.push(format!("{name}: {path} leads to {location:?}, not {}", record["headers"]["location"]));
        }
        if location.is_none() && links != headers(&record) {
            differences.push(format!("{name}: {path} has the headers {links:?}"));
        }
        if let Some(body) = record["body_file"].as_str().filter(|body| body.ends_with(".html") && location.is_none()) {
            let recorded = std::fs::read_to_string(folder.join("golden/front").join(body)).unwrap();
            let missing: Vec<String> = pieces(&recorded).into_iter().filter(|piece| !text.contains(piece)).collect();
            differences.extend(missing.iter().take(4).map(|piece| format!("{name}: {path} lacks {piece:.90}")));
        }
    }
    differences
}

/// What differs, with the reason.
const ACCEPTED: [(&str, &str); 2] = [
    ("lacks alignmentcaptions", "which of many tags with equal counts a tag cloud shows is not defined"),
    ("TitleWithSpecialCharacters", "an apostrophe straight before a quotation mark keeps its shape"),
];

#[tokio::test]
async fn every_recorded_page_is_answered_as_wordpress_answers_it() {
    let Some(folder) = shared() else { return };
    let (_data, site) = reference_site(&folder).await;
    let all = differences(&site, &folder).await;
    let left: Vec<&String> =
        all.iter().filter(|found| !ACCEPTED.iter().any(|(known, _)| found.contains(known))).collect();
    assert!(
        left.is_empty(),
        "{} differences:\n{}",
        left.len(),
        left.iter().map(|line| format!("  {line}\n")).collect::<String>()
    );
}
