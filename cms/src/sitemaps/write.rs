//! Writes sitemap XML.

use chrono::NaiveDateTime;

use crate::formatting;

/// One address of a sitemap.
pub(super) struct Entry {
    pub address: String,
    /// Last change, UTC.
    pub changed: Option<NaiveDateTime>,
}

/// A sitemap of `entries`: `root` and `each` are its elements' names (`urlset`, `url`).
pub(super) fn document(stylesheet: &str, root: &str, each: &str, entries: &[Entry]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-stylesheet type=\"text/xsl\" href=\"{}\" ?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">",
        formatting::esc_xml(stylesheet)
    );
    for entry in entries {
        xml.push_str(&format!("<{each}><loc>{}</loc>", formatting::esc_xml(&entry.address)));
        if let Some(changed) = entry.changed {
            xml.push_str(&format!("<lastmod>{}</lastmod>", changed.format("%Y-%m-%dT%H:%M:%S+00:00")));
        }
        xml.push_str(&format!("</{each}>"));
    }
    xml.push_str(&format!("</{root}>\n"));
    xml
}
