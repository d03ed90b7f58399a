//! What visitors read on sites of several languages.

use serde_json::json;

use super::tests::{ask, post, put, set, visit};
use super::*;
use crate::posts::Post;
use crate::{Site, fixture};

const BLOCKS: &str = "<!-- wp:calendar {\"month\":1,\"year\":2012} /-->\n<!-- wp:archives /-->\n<!-- wp:search /-->\n\
    <!-- wp:loginout /-->\n<!-- wp:latest-comments /-->\n<!-- wp:latest-posts {\"displayPostDate\":true} /-->\n\
    <!-- wp:post-comments-form /-->\n<!-- wp:post-comments-link /-->\n<!-- wp:breadcrumbs /-->\n<!-- wp:post-date /-->";

/// A site with a post whose text is blocks, one with a password, and one that has a mark.
async fn site_in(language: &str) -> (tempfile::TempDir, Site) {
    let (folder, site) = fixture::site().await;
    let site = set(&site, "WPLANG", json!(language)).await;
    let marked = "Before.<!--more-->After.".to_owned();
    let rows = vec![
        Post { content: BLOCKS.into(), ..post(&site, 2, "blocks") },
        Post { password: "word".into(), ..post(&site, 3, "closed") },
        Post { content: marked, ..post(&site, 4, "marked") },
    ];
    put(&site, rows).await;
    (folder, site)
}

fn assert_all(html: &str, words: &[&str]) {
    for word in words {
        assert!(html.contains(word), "no {word} in {html}");
    }
}

#[tokio::test]
async fn a_german_site_speaks_german_to_its_visitors() {
    let (_folder, site) = site_in("de_DE").await;
    let month = visit(&site, "/2012/01/").await.html;
    assert_all(&month, &["<title>Januar 2012 &#8211; Example</title>", "Monat:", "Geschützt: Title of closed"]);
    assert_all(&month, &["<span aria-label=\"Weiterlesen: Title of marked\">(mehr&hellip;)</span>"]);
    assert_all(&visit(&site, "/2012/01/03/").await.html, &["<title>3. Januar 2012 &#8211; Example</title>", "Tag:"]);
    let search = visit(&site, "/?s=title").await.html;
    assert_all(
        &search,
        &["<title>Suchergebnisse für &#8222;title&#8220; &#8211; Example</title>", "Feed der Suchergebnisse für"],
    );
    let missing = visit(&site, "/nowhere-at-all/").await;
    assert_eq!(missing.status, 404);
    assert_all(&missing.html, &["<title>Seite nicht gefunden &#8211; Example</title>"]);
    let closed = visit(&site, "/2012/01/04/closed/").await.html;
    assert_all(
        &closed,
        &[
            "<title>Geschützt: Title of closed &#8211; Example</title>",
            "passwortgeschützt",
            "Passwort: <input",
            "value=\"Eingabe\"",
        ],
    );
    assert_all(&closed, &["title=\"Example » Kommentar-Feed zu Geschützt: Title of closed\""]);
}

#[tokio::test]
async fn blocks_of_a_german_site_are_german_with_its_dates() {
    let (_folder, site) = site_in("de_DE").await;
    let site = set(&site, "date_format", json!("l, j. F Y")).await;
    let html = visit(&site, "/2012/01/03/blocks/").await.html;
    let calendar = [
        "<caption>Januar 2012</caption>",
        "aria-label=\"Montag\">M</th>",
        "Beiträge vom 3. Januar 2012",
        "Vorheriger und nächster Monat",
    ];
    assert_all(&html, &calendar);
    assert_all(&html, &["'>Januar 2012</a>", "aria-label=\"Suchen\"", ">Anmelden</a>", "Keine Kommentare vorhanden."]);
    assert_all(&html, &["Dienstag, 3. Januar 2012</time>", "datetime=\"2012-01-03T10:00:00+00:00\""]);
    assert_all(
        &html,
        &["Schreibe einen Kommentar", "Erforderliche Felder sind mit <span class=\"required\">*</span> markiert"],
    );
    assert_all(
        &html,
        &[
            "value=\"Kommentar abschicken\"",
            ">Startseite</a>",
            "Keine Kommentare<span class=\"screen-reader-text\"> zu ",
        ],
    );
}

#[tokio::test]
async fn an_arabic_site_speaks_arabic_to_its_visitors() {
    let (_folder, site) = site_in("ar").await;
    let month = visit(&site, "/2012/01/").await.html;
    assert_all(
        &month,
        &["<title>يناير 2012 &#8211; Example</title>", "الشهر:", "محمي: Title of closed", "(المزيد&hellip;)"],
    );
    assert_all(
        &visit(&site, "/?s=title").await.html,
        &["<title>نتائج البحث عن &#8220;title&#8221; &#8211; Example</title>"],
    );
    assert_all(&visit(&site, "/nowhere-at-all/").await.html, &["الصفحة غير موجودة"]);
    let html = visit(&site, "/2012/01/03/blocks/").await.html;
    assert_all(&html, &["<caption>يناير 2012</caption>", "aria-label=\"الأحد\">ح</th>", "تسجيل الدخول</a>"]);
}

#[tokio::test]
async fn an_english_site_speaks_as_wordpress_does() {
    let (_folder, site) = site_in("").await;
    let month = visit(&site, "/2012/01/").await.html;
    assert_all(&month, &["<title>January 2012 &#8211; Example</title>", "Month:", "Protected: Title of closed"]);
    assert_all(&month, &["<span aria-label=\"Continue reading Title of marked\">(more&hellip;)</span>"]);
    assert_all(
        &visit(&site, "/?s=title").await.html,
        &["<title>Search Results for &#8220;title&#8221; &#8211; Example</title>"],
    );
    let html = visit(&site, "/2012/01/03/blocks/").await.html;
    let calendar = [
        "<caption>January 2012</caption>",
        "aria-label=\"Monday\">M</th>",
        "Posts published on January 3, 2012",
        "Previous and next months",
    ];
    assert_all(&html, &calendar);
    assert_all(
        &html,
        &["No comments to show.", "Leave a Reply", "Required fields are marked <span class=\"required\">*</span>"],
    );
}

#[tokio::test]
async fn another_language_of_the_site_holds_from_the_next_page_on() {
    let (_folder, site) = site_in("").await;
    assert!(ask(&site, &Request::visit("/2012/01/03/blocks/")).await.html.contains("January 2012"));
    let site = set(&site, "WPLANG", json!("de_DE")).await;
    let html = visit(&site, "/2012/01/03/blocks/").await.html;
    assert!(html.contains("Januar 2012") && !html.contains("January"), "{html}");
}
