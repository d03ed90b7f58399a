//! Atom 1.0 (RFC 4287), with the threading extension (RFC 4685).

use super::channel::{Channel, rfc3339};
use super::comment_items::CommentItem;
use super::post_items::Item;
use super::xml::Xml;

/// A feed of posts.
pub(super) fn posts(channel: &Channel, items: &[Item]) -> String {
    document(channel, |xml| items.iter().for_each(|item| post(xml, item)))
}

/// A feed of comments.
pub(super) fn comments(channel: &Channel, items: &[CommentItem]) -> String {
    document(channel, |xml| items.iter().for_each(|item| comment(xml, item)))
}

fn document(channel: &Channel, entries: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:thr", "http://purl.org/syndication/thread/1.0"),
            ("xml:lang", &channel.language),
        ],
    );
    xml.element_with("title", &[("type", "text")], &channel.title);
    xml.element_with("subtitle", &[("type", "text")], &channel.description);
    xml.element("updated", &rfc3339(channel.updated));
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &channel.link)]);
    xml.element("id", &channel.self_url);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &channel.self_url)]);
    let version = [("uri", "https://wordpress.org/"), ("version", crate::WORDPRESS_VERSION)];
    xml.element_with("generator", &version, "WordPress");
    entries(&mut xml);
    xml.close("feed");
    xml.finish()
}

fn author(xml: &mut Xml, name: &str, url: &str) {
    xml.open("author", &[]);
    xml.element("name", name);
    if !url.is_empty() {
        xml.element("uri", url);
    }
    xml.close("author");
}

fn post(xml: &mut Xml, item: &Item) {
    xml.open("entry", &[]);
    author(xml, &super::channel::escaped(&item.author), &item.author_url);
    xml.cdata_with("title", &[("type", "html")], &item.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.link)]);
    xml.element("id", &item.guid);
    xml.element("updated", &rfc3339(item.modified));
    xml.element("published", &rfc3339(item.published));
    for category in &item.categories {
        xml.empty("category", &[("scheme", &item.site_url), ("term", category)]);
    }
    xml.cdata_with("summary", &[("type", "html")], &item.excerpt);
    if let Some(content) = &item.content {
        xml.cdata_with("content", &[("type", "html"), ("xml:base", &item.link)], content);
    }
    for enclosure in &item.enclosures {
        let attributes = [
            ("rel", "enclosure"),
            ("href", &*enclosure.url),
            ("length", &*enclosure.length),
            ("type", &*enclosure.mime_type),
        ];
        xml.empty("link", &attributes);
    }
    replies(xml, item);
    xml.close("entry");
}

fn replies(xml: &mut Xml, item: &Item) {
    let Some(comments) = &item.comments else { return };
    let count = comments.count.to_string();
    for (mime_type, href) in [("text/html", &comments.page), ("application/atom+xml", &comments.atom_feed)] {
        xml.empty("link", &[("rel", "replies"), ("type", mime_type), ("href", href), ("thr:count", &count)]);
    }
    xml.element("thr:total", &count);
}

fn comment(xml: &mut Xml, item: &CommentItem) {
    xml.open("entry", &[]);
    xml.element("title", &item.title);
    xml.empty("link", &[("rel", "alternate"), ("href", &item.link), ("type", "text/html")]);
    author(xml, &super::channel::escaped(&item.author), &item.author_url);
    xml.element("id", &item.guid);
    xml.element("updated", &rfc3339(item.published));
    xml.element("published", &rfc3339(item.published));
    let base = [("type", "html"), ("xml:base", &*item.link)];
    xml.cdata_with("content", &base, item.html.as_deref().unwrap_or(&item.text));
    let (reference, href) = &item.in_reply_to;
    xml.empty("thr:in-reply-to", &[("ref", reference), ("href", href), ("type", "text/html")]);
    xml.close("entry");
}
