//! What stands at the head of every feed.

use chrono::NaiveDateTime;

use super::xml::Xml;
use crate::Site;
use crate::formatting;

/// The head of a feed.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Title, escaped for XML already.
    pub title: String,
    /// The feed's own address.
    pub self_url: String,
    /// The page that the feed is of.
    pub link: String,
    /// The site's tagline, escaped for XML already.
    pub description: String,
    /// Last change of anything in the feed, UTC.
    pub updated: NaiveDateTime,
    /// `de-DE`
    pub language: String,
}

impl Channel {
    /// The head of a feed of `site` under `title` (plain text), at the address `self_url`.
    pub fn new(site: &Site, title: &str, self_url: &str, updated: NaiveDateTime) -> Self {
        Self {
            title: escaped(title),
            self_url: self_url.to_owned(),
            link: site.url().to_owned(),
            description: escaped(&site.settings().text("blogdescription")),
            updated,
            language: site.settings().language(),
        }
    }

    /// The elements that RSS 2.0 and RDF repeat in every feed of WordPress.
    pub(super) fn write_update_period(&self, xml: &mut Xml) {
        xml.element("sy:updatePeriod", "hourly");
        xml.element("sy:updateFrequency", "1");
    }
}

/// Text for an XML element: HTML's named entities become numbers, since XML does not know them.
pub(super) fn escaped(text: &str) -> String {
    formatting::esc_html(&formatting::ent2ncr(text)).into_owned()
}

/// The generator that every feed names.
pub(super) fn generator() -> String {
    format!("https://wordpress.org/?v={}", crate::WORDPRESS_VERSION)
}

/// RFC 822 with a four-digit year, as RSS wants it.
pub(super) fn rfc822(date: NaiveDateTime) -> String {
    date.format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// RFC 3339, as Atom and Dublin Core want it.
pub(super) fn rfc3339(date: NaiveDateTime) -> String {
    date.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
