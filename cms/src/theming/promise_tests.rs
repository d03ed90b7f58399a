//! What Platen One promises: little to load, and text that everybody can read.

use regex::Regex;

use super::asset;
use crate::users::Role;
use crate::view::{self, Answer, Request};
use crate::{Actor, Host, Site, fixture, sample};

const STYLE: &str = include_str!("../../../themes/platen-one/assets/style.css");
/// Most bytes of CSS that a page may load, its own `<style>` elements with it.
const MOST_CSS: usize = 15_000;

async fn page(site: &Site, path: &str) -> String {
    match view::answer(site, &Request::visit(path)).await.unwrap() {
        Answer::Page(page) => page.html,
        other => panic!("{path}: {other:?}"),
    }
}

fn css_loaded(host: &Host, html: &str) -> usize {
    let inline = Regex::new(r"(?s)<style[^>]*>(.*?)</style>").unwrap();
    let linked = Regex::new(r#"/wp-content/themes/([^/"]+)/assets/([^?"]+\.css)"#).unwrap();
    let files = linked.captures_iter(html).map(|link| asset(host, &link[1], &link[2]).unwrap().bytes.len());
    files.sum::<usize>() + inline.captures_iter(html).map(|style| style[1].len()).sum::<usize>()
}

#[tokio::test]
async fn no_page_of_the_sample_site_loads_more_than_15_kb_of_css() {
    let (_folder, site) = fixture::site().await;
    fixture::person(&site, "admin", Role::Administrator).await;
    sample::install(&site, &Actor::System).await.unwrap();
    let site = fixture::again(&site).await;
    let paths = [
        "/",
        "/2026/11/12/a-black-that-is-not-only-black/",
        "/2026/11/03/walking-to-the-paper-mill/",
        "/2026/10/27/the-map-of-a-language/",
        "/2026/11/18/what-the-platen-does/",
        "/visit/",
        "/category/workshop/",
        "/?s=paper",
        "/nothing-here/",
    ];
    for path in paths {
        let html = page(&site, path).await;
        let bytes = css_loaded(site.host(), &html);
        assert!((5_000..=MOST_CSS).contains(&bytes), "{path} loads {bytes} bytes of CSS");
        assert!(!html.contains("@font-face") && !html.contains("fonts.g"), "{path} downloads a font");
    }
}

/// Red, green and blue of `#rrggbb` as WCAG 2 weighs them.
fn luminance(colour: &str) -> f64 {
    let part = |place: usize| {
        let value = f64::from(u8::from_str_radix(&colour[place..place + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The value of a variable in the light (0) or the dark (1) set.
fn colour(name: &str, set: usize) -> String {
    let value = Regex::new(&format!("--{name}: (#[0-9a-f]{{6}})")).unwrap();
    value.captures_iter(STYLE).nth(set).unwrap_or_else(|| panic!("{name}"))[1].to_owned()
}

#[test]
fn text_stands_out_from_its_ground_as_wcag_aa_asks() {
    for set in [0, 1] {
        for (text, ground) in [("ink", "paper"), ("soft", "paper"), ("ink", "raised"), ("soft", "raised")] {
            let contrast = contrast(&colour(text, set), &colour(ground, set));
            assert!(contrast >= 4.5, "{text} on {ground}, set {set}: {contrast:.2}");
        }
    }
    let accent = "#9a3412";
    assert!(STYLE.contains(&format!("var(--chosen-accent, {accent})")));
    for ground in [colour("paper", 0), colour("raised", 0), "#ffffff".to_owned()] {
        assert!(contrast(accent, &ground) >= 4.5, "the accent on {ground}");
    }
}

#[test]
fn both_dark_sets_are_the_same() {
    let sets = Regex::new(r"color-scheme: dark;\s*([^}]*?)\s*\}").unwrap();
    let plain = |set: &str| set.split_whitespace().collect::<Vec<_>>().join(" ");
    let sets: Vec<_> = sets.captures_iter(STYLE).map(|set| plain(&set[1])).collect();
    assert_eq!(sets.len(), 2);
    assert_eq!(sets[0], sets[1], "the setting and the device lead to different colours");
}

#[tokio::test]
async fn headings_landmarks_and_labels_are_in_order_on_every_kind_of_page() {
    let (_folder, site) = fixture::site().await;
    fixture::person(&site, "admin", Role::Administrator).await;
    sample::install(&site, &Actor::System).await.unwrap();
    let site = fixture::again(&site).await;
    let heading = Regex::new(r"<h([1-6])[ >]").unwrap();
    let label = Regex::new(r#"<label for="([^"]+)""#).unwrap();
    let field = Regex::new(r#"<(?:input|textarea|select) id="([^"]+)""#).unwrap();
    for path in ["/", "/2026/11/12/a-black-that-is-not-only-black/", "/visit/", "/category/craft/", "/?s=ink", "/nope/"]
    {
        let html = page(&site, path).await;
        for (what, count) in [("<main", 1), ("<h1", 1), ("class=\"skip-link", 1), ("<header class=\"site-header", 1)] {
            assert_eq!(html.matches(what).count(), count, "{path}: {what}");
        }
        let levels: Vec<u8> = heading.captures_iter(&html).map(|found| found[1].parse().unwrap()).collect();
        assert_eq!(levels.first(), Some(&1), "{path}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path} skips a level: {levels:?}");
        let labels: Vec<_> = label.captures_iter(&html).map(|found| found[1].to_owned()).collect();
        for found in field.captures_iter(&html) {
            let is_named = labels.contains(&found[1].to_owned()) || &found[1] == "comment_parent";
            assert!(is_named, "{path}: the field {} has no label", &found[1]);
        }
        assert!(!html.contains("<img") || html.matches("<img").count() == html.matches(" alt=").count(), "{path}: alt");
    }
}
