//! Feeds of a small site, read back by an XML reader.

use quick_xml::Reader;
use quick_xml::events::Event;
use sea_orm::EntityTrait;

use super::{Comments, Document, Kind, comments, posts};
use crate::posts::{Post, entity};
use crate::{Site, fixture};

async fn post(site: &Site, id: i64, title: &str, password: &str) -> Post {
    let now = site.host().now();
    let post = Post {
        site_id: site.id(),
        id,
        post_type: "post".into(),
        status: "publish".into(),
        slug: format!("post-{id}"),
        title: title.into(),
        content: "One & <b>two</b>]]> \u{8}three".into(),
        excerpt: String::new(),
        content_filtered: String::new(),
        author_id: 0,
        parent_id: 0,
        menu_order: 0,
        password: password.into(),
        sticky: false,
        access: String::new(),
        date: now,
        date_gmt: Some(now),
        modified: now,
        modified_gmt: now,
        comment_status: "open".into(),
        ping_status: "open".into(),
        comment_count: 0,
        guid: format!("http://example.com/?p={id}"),
        mime_type: String::new(),
        to_ping: String::new(),
        pinged: String::new(),
    };
    let row = entity::ActiveModel::from(post.clone());
    entity::Entity::insert(row).exec_without_returning(site.writer()).await.unwrap();
    post
}

/// The texts of the elements with this name; fails on XML that is not well-formed.
fn texts(document: &Document, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(&document.body);
    let (mut found, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) if start.name().as_ref() == name => {
                inside = true;
                found.push(String::new());
            }
            Event::End(_) => inside = false,
            Event::Text(text) if inside => found.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(name) if inside => found.last_mut().unwrap().push_str(&format!("&{};", &*name)),
            Event::CData(text) if inside => found.last_mut().unwrap().push_str(&text),
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[tokio::test]
async fn every_format_is_well_formed_whatever_authors_write() {
    let (_folder, site) = fixture::site().await;
    let one = post(&site, 1, "A <em>title</em> & \u{1f600} &eacute;", "").await;
    for kind in [Kind::Rss2, Kind::Atom, Kind::Rdf, Kind::Rss092] {
        let made = posts(&site, kind, "Example", "http://example.com/feed/", std::slice::from_ref(&one)).await.unwrap();
        let titles = texts(&made, "title");
        assert!(titles.last().unwrap().starts_with("A title"), "{kind:?}: {titles:?}");
        assert!(made.content_type.starts_with(kind.content_type()));
    }
}

#[tokio::test]
async fn a_feed_tells_nothing_of_a_protected_post() {
    let (_folder, site) = fixture::site().await;
    let secret = post(&site, 1, "Secret", "word").await;
    let made = posts(&site, Kind::Rss2, "Example", "http://example.com/feed/", &[secret]).await.unwrap();
    assert!(!made.body.contains("two"));
    assert!(texts(&made, "description")[1].contains("protected"));
    assert!(texts(&made, "content:encoded")[0].contains("post_password"));
}

#[tokio::test]
async fn an_address_that_leads_nowhere_has_an_empty_feed_of_comments() {
    let (_folder, site) = fixture::site().await;
    let made = comments(&site, Kind::Atom, Comments::OfNothing, "http://example.com/nope/feed/").await.unwrap();
    assert_eq!(texts(&made, "title").len(), 1);
    assert!(made.etag().starts_with('"') && made.last_modified_header().ends_with("GMT"));
}
