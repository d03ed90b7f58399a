//! Writes XML. Texts come escaped, as the formatting of WordPress leaves them; characters that XML forbids are dropped.

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document in the making. Writing to memory cannot fail, so no call answers with an error.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    pub(super) fn new() -> Self {
        let mut xml = Self { writer: Writer::new(Vec::with_capacity(32 * 1024)) };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    pub(super) fn finish(self) -> String {
        String::from_utf8_lossy(&self.writer.into_inner()).into_owned()
    }

    /// Opens an element; attribute values are escaped here.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Start(start(name, attributes)));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
        self.line();
    }

    /// An element with text that is escaped already.
    pub(super) fn element(&mut self, name: &str, escaped: &str) {
        self.element_with(name, &[], escaped);
    }

    pub(super) fn element_with(&mut self, name: &str, attributes: &[(&str, &str)], escaped: &str) {
        self.write(Event::Start(start(name, attributes)));
        self.write(Event::Text(BytesText::from_escaped(allowed(escaped))));
        self.close(name);
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(start(name, attributes)));
        self.line();
    }

    /// An element whose text stands in a CDATA section.
    pub(super) fn cdata(&mut self, name: &str, text: &str) {
        self.cdata_with(name, &[], text);
    }

    pub(super) fn cdata_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.write(Event::Start(start(name, attributes)));
        let text = allowed(text);
        for section in BytesCData::escaped(&text) {
            self.write(Event::CData(section));
        }
        self.close(name);
    }

    pub(super) fn comment(&mut self, text: &str) {
        self.write(Event::Comment(BytesText::from_escaped(text)));
        self.line();
    }

    fn line(&mut self) {
        self.write(Event::Text(BytesText::from_escaped("\n")));
    }

    fn write(&mut self, event: Event<'_>) {
        if let Err(error) = self.writer.write_event(event) {
            tracing::error!(%error, "XML not written to memory");
        }
    }
}

fn start<'a>(name: &'a str, attributes: &'a [(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, allowed(value).as_str()));
    }
    start
}

/// Without the control characters that XML 1.0 cannot carry.
fn allowed(text: &str) -> String {
    let fits = |letter: &char| matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_end_a_cdata_section_is_kept_whole() {
        let mut xml = Xml::new();
        xml.cdata("a", "x]]>y\u{8}z");
        let text = xml.finish();
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut read = String::new();
        loop {
            match reader.read_event().unwrap() {
                Event::CData(section) => read.push_str(&section),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(read, "x]]>yz");
    }

    #[test]
    fn attributes_are_escaped() {
        let mut xml = Xml::new();
        xml.empty("a", &[("href", "http://x/?a=1&b=\"2\"")]);
        assert!(xml.finish().contains("href=\"http://x/?a=1&amp;b=&quot;2&quot;\""));
    }
}
