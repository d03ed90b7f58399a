//! RSS 0.92.

use super::channel::{Channel, rfc822};
use super::post_items::Item;
use super::xml::Xml;

/// A feed of posts.
pub(super) fn posts(channel: &Channel, items: &[Item]) -> String {
    let mut xml = Xml::new();
    xml.open("rss", &[("version", "0.92")]);
    xml.open("channel", &[]);
    xml.element("title", &channel.title);
    xml.element("link", &channel.link);
    xml.element("description", &channel.description);
    xml.element("lastBuildDate", &rfc822(channel.updated));
    xml.element("docs", "http://backend.userland.com/rss092");
    xml.element("language", &channel.language);
    xml.comment(&format!(" generator=\"WordPress/{}\" ", crate::WORDPRESS_VERSION));
    for item in items {
        xml.open("item", &[]);
        xml.element("title", &item.title);
        xml.cdata("description", &item.excerpt);
        xml.element("link", &item.link);
        xml.close("item");
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}
