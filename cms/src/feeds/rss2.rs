//! RSS 2.0, with the modules that WordPress adds: content, wfw, dc, atom, sy and slash.

use super::channel::{Channel, generator, rfc822};
use super::comment_items::CommentItem;
use super::post_items::Item;
use super::xml::Xml;

const NAMESPACES: [(&str, &str); 7] = [
    ("version", "2.0"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:wfw", "http://wellformedweb.org/CommentAPI/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:sy", "http://purl.org/rss/1.0/modules/syndication/"),
    ("xmlns:slash", "http://purl.org/rss/1.0/modules/slash/"),
];

/// A feed of posts.
pub(super) fn posts(channel: &Channel, items: &[Item]) -> String {
    document(channel, true, |xml| items.iter().for_each(|item| post(xml, item)))
}

/// A feed of comments.
pub(super) fn comments(channel: &Channel, items: &[CommentItem]) -> String {
    document(channel, false, |xml| items.iter().for_each(|item| comment(xml, item)))
}

fn document(channel: &Channel, names_language: bool, items: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::new();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[]);
    xml.element("title", &channel.title);
    xml.empty("atom:link", &[("href", &channel.self_url), ("rel", "self"), ("type", "application/rss+xml")]);
    xml.element("link", &channel.link);
    xml.element("description", &channel.description);
    xml.element("lastBuildDate", &rfc822(channel.updated));
    if names_language {
        xml.element("language", &channel.language);
    }
    channel.write_update_period(&mut xml);
    xml.element("generator", &generator());
    items(&mut xml);
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn post(xml: &mut Xml, item: &Item) {
    xml.open("item", &[]);
    xml.element("title", &item.title);
    xml.element("link", &item.link);
    if let Some(comments) = &item.comments {
        xml.element("comments", &comments.page);
    }
    xml.cdata("dc:creator", &item.author);
    xml.element("pubDate", &rfc822(item.published));
    for category in &item.categories {
        xml.cdata("category", category);
    }
    xml.element_with("guid", &[("isPermaLink", "false")], &item.guid);
    xml.cdata("description", &item.excerpt);
    if let Some(content) = item.content.as_deref().filter(|content| !content.is_empty()) {
        xml.cdata("content:encoded", content);
    } else if item.content.is_some() {
        xml.cdata("content:encoded", &item.excerpt);
    }
    if let Some(comments) = &item.comments {
        xml.element("wfw:commentRss", &comments.feed);
        xml.element("slash:comments", &comments.count.to_string());
    }
    for enclosure in &item.enclosures {
        let attributes = [("url", &*enclosure.url), ("length", &*enclosure.length), ("type", &*enclosure.mime_type)];
        xml.empty("enclosure", &attributes);
    }
    xml.close("item");
}

fn comment(xml: &mut Xml, item: &CommentItem) {
    xml.open("item", &[]);
    xml.element("title", &item.title);
    xml.element("link", &item.link);
    xml.cdata("dc:creator", &item.author);
    xml.element("pubDate", &rfc822(item.published));
    xml.element_with("guid", &[("isPermaLink", "false")], &item.guid);
    xml.cdata("description", &item.text);
    if let Some(html) = &item.html {
        xml.cdata("content:encoded", html);
    }
    xml.close("item");
}
