//! Held against real WordPress: what it made of the same blocks on the same site.
//!
//! The reference material lies outside the tree; `PLATEN_SHARED` names its folder. `PLATEN_BLOCK_CASES` may name a JSON
//! file with further cases, `[{"name", "post", "blocks", "html", "css"}]`, that WordPress rendered on that site.
#![allow(clippy::disallowed_methods, reason = "where the reference material is, a test may ask the environment")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use platform::{Clock, Config};
use regex::Regex;
use serde_json::Value;

use super::{BlockRenderer, ThemeStyle, Visit};
use crate::sites::{self, NewSite};
use crate::transfer::importer::{ImportOptions, Silent, import};
use crate::users::{self, NewUser, Role};
use crate::{Actor, Host, Site, posts, settings};

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
            url: text("url"),
            nicename: text("nicename"),
            id: user["id"].as_i64(),
            ..NewUser::default()
        };
        users::create(&site, &Actor::System, new, text("role").parse::<Role>().unwrap()).await.unwrap();
    }
    for (name, value) in described["options"].as_object().unwrap() {
        let ours = ["stylesheet", "template", "sticky_posts", "nav_menu_locations", "site_logo", "WPLANG"];
        if !ours.contains(&name.as_str()) {
            settings::update(&site, &Actor::System, name, value).await.unwrap();
        }
    }
    let site = sites::by_id(&host, site.id()).await.unwrap();
    let file = folder.join("reference-site.xml");
    import(&site, &Actor::System, &file, &ImportOptions::default(), &Silent).await.unwrap();
    (data, sites::by_id(&host, site.id()).await.unwrap())
}

async fn rendered(site: &Site, post: Option<i64>, text: &str) -> (String, String) {
    let visit = Visit { path: "/".into(), is_rest: true, ..Visit::default() };
    let mut renderer = BlockRenderer::new(site.clone(), Arc::new(ThemeStyle::default()), visit);
    let post = match post {
        Some(id) => posts::by_id(site, id).await.unwrap().map(Arc::new),
        None => None,
    };
    let html = renderer.do_blocks(text, post).await.unwrap();
    (html, renderer.collected.styles.css())
}

/// A page's own scripts and drawings are ours, not WordPress's: they are compared by eye.
fn without_own_works(html: &str) -> String {
    let mut html = html.replace("<figure  class", "<figure class");
    for (start, end) in [("<script>", "</script>"), ("<svg ", "</svg>")] {
        let mut kept = String::new();
        let mut rest = html.as_str();
        while let Some((before, work)) = rest.split_once(start) {
            kept.push_str(before);
            rest = work.split_once(end).map_or("", |(_, after)| after);
        }
        kept.push_str(rest);
        html = kept;
    }
    html
}

/// The first place where two texts differ, with what is around it.
fn first_difference(expected: &str, got: &str) -> String {
    let same = expected.bytes().zip(got.bytes()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let start = (0..=same.saturating_sub(60)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text[start..].chars().take(220).collect::<String>()
    };
    format!("  WordPress: …{:?}\n  Platen:    …{:?}", around(expected), around(got))
}

#[tokio::test]
async fn further_cases_render_as_in_wordpress() {
    let Some(cases) = std::env::var_os("PLATEN_BLOCK_CASES") else { return };
    let Some(folder) = shared() else { return };
    let (_data, site) = reference_site(&folder).await;
    let (mut equal, mut reports) = (0, Vec::new());
    for case in json(Path::new(&cases)).as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap_or_default();
        let (html, css) = rendered(&site, case["post"].as_i64(), text("blocks")).await;
        let mut report = String::new();
        let (expected, html) = (without_own_works(text("html")), without_own_works(&html));
        if html != expected {
            report.push_str(&first_difference(&expected, &html));
        }
        if case["css"].is_string() && css != text("css") {
            report.push_str("\n  css\n");
            report.push_str(&first_difference(text("css"), &css));
        }
        match report.is_empty() {
            true => equal += 1,
            false => reports.push(format!("{}:\n{report}", text("name"))),
        }
    }
    println!("{}\n{equal} equal, {} different", reports.join("\n"), reports.len());
    assert!(reports.is_empty(), "{} cases differ", reports.len());
}

/// Posts whose content differs from the recording, each with the reason.
const EXPECTED_DIFFERENCES: [(i64, &str); 1] =
    [(1782, "tags used equally often have no order in MySQL; a feed is not fetched, and the notice says so")];

/// Without the numbers of elements, which in a recorded list go on from post to post.
fn unnumbered(html: &str) -> String {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        let names = "wp-block-gallery-|is-style-[a-z-]+--|wp-elements-|__input-|wp-block-(?:archives|categories)-";
        Regex::new(&format!("({names})[0-9]+")).unwrap()
    });
    NUMBERED.replace_all(html, "$1").into_owned()
}

/// Every rendered content in the recorded answers, by the post's number.
fn recorded_contents(folder: &Path) -> BTreeMap<i64, Vec<String>> {
    let mut found = BTreeMap::new();
    for group in ["posts", "pages"] {
        for file in std::fs::read_dir(folder.join("golden").join(group)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                collect_contents(&json(&path), &mut found);
            }
        }
    }
    found
}

fn collect_contents(value: &Value, found: &mut BTreeMap<i64, Vec<String>>) {
    match value {
        Value::Array(list) => list.iter().for_each(|item| collect_contents(item, found)),
        Value::Object(map) => {
            let content = map.get("content").and_then(|content| content.get("rendered")).and_then(Value::as_str);
            let is_post = matches!(map.get("type").and_then(Value::as_str), Some("post" | "page"));
            if let (Some(id), Some(content), true) = (map.get("id").and_then(Value::as_i64), content, is_post) {
                found.entry(id).or_default().push(unnumbered(&without_own_works(content)));
            }
            map.values().for_each(|item| collect_contents(item, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn recorded_block_posts_come_out_as_wordpress_showed_them() {
    let Some(folder) = shared() else { return };
    let (_data, site) = reference_site(&folder).await;
    let (mut equal, mut reports) = (0, Vec::new());
    for (id, recorded) in recorded_contents(&folder) {
        let Some(post) = posts::by_id(&site, id).await.unwrap() else { continue };
        if !super::has_blocks(&post.content) || !post.password.is_empty() {
            continue;
        }
        let content = crate::content::whole(&site, &post).await.unwrap().content.clone();
        let content = unnumbered(&without_own_works(&content));
        let reason = EXPECTED_DIFFERENCES.iter().find(|(differing, _)| *differing == id);
        match (recorded.contains(&content), reason) {
            (true, _) => equal += 1,
            (false, Some((_, reason))) => println!("{id} differs: {reason}"),
            (false, None) => reports.push(format!("{id}:\n{}", first_difference(&recorded[0], &content))),
        }
    }
    println!("{equal} block posts equal, {} different\n{}", reports.len(), reports.join("\n"));
    assert!(equal > 5 && reports.is_empty(), "{} block posts differ", reports.len());
}
