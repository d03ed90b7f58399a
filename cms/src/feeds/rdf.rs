//! RSS 1.0, which is RDF.

use super::channel::{Channel, generator, rfc3339};
use super::post_items::Item;
use super::xml::Xml;

const NAMESPACES: [(&str, &str); 6] = [
    ("xmlns", "http://purl.org/rss/1.0/"),
    ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:sy", "http://purl.org/rss/1.0/modules/syndication/"),
    ("xmlns:admin", "http://webns.net/mvcb/"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
];

/// A feed of posts.
pub(super) fn posts(channel: &Channel, items: &[Item]) -> String {
    let mut xml = Xml::new();
    xml.open("rdf:RDF", &NAMESPACES);
    head(&mut xml, channel, items);
    items.iter().for_each(|item| post(&mut xml, item));
    xml.close("rdf:RDF");
    xml.finish()
}

fn head(xml: &mut Xml, channel: &Channel, items: &[Item]) {
    xml.open("channel", &[("rdf:about", &channel.link)]);
    xml.element("title", &channel.title);
    xml.element("link", &channel.link);
    xml.element("description", &channel.description);
    xml.element("dc:date", &rfc3339(channel.updated));
    channel.write_update_period(xml);
    xml.element("sy:updateBase", "2000-01-01T12:00+00:00");
    xml.empty("admin:generatorAgent", &[("rdf:resource", &generator())]);
    xml.open("items", &[]);
    xml.open("rdf:Seq", &[]);
    for item in items {
        xml.empty("rdf:li", &[("rdf:resource", &item.link)]);
    }
    xml.close("rdf:Seq");
    xml.close("items");
    xml.close("channel");
}

fn post(xml: &mut Xml, item: &Item) {
    xml.open("item", &[("rdf:about", &item.link)]);
    xml.element("title", &item.title);
    xml.element("link", &item.link);
    xml.cdata("dc:creator", &item.author);
    xml.element("dc:date", &rfc3339(item.published));
    for category in &item.categories {
        xml.cdata("dc:subject", category);
    }
    xml.cdata("description", &item.excerpt);
    if let Some(content) = &item.content {
        xml.cdata("content:encoded", content);
    }
    xml.close("item");
}
