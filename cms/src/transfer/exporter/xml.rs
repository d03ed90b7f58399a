//! Text as XML has it.

use std::borrow::Cow;
use std::fmt::Write;

/// `<name><![CDATA[text]]></name>` and a line end, indented by so many tabs.
pub(super) fn cdata_element(target: &mut String, indent: usize, name: &str, text: &str) {
    let _ = writeln!(target, "{}<{name}>{}</{name}>", "\t".repeat(indent), cdata(text));
}

/// `<name>text</name>` and a line end, indented by so many tabs; for numbers and words of our own.
pub(super) fn element(target: &mut String, indent: usize, name: &str, text: impl std::fmt::Display) {
    let _ = writeln!(target, "{}<{name}>{text}</{name}>", "\t".repeat(indent));
}

/// The text as a CDATA section. Its end mark is split over two sections, and a carriage return, which every XML reader
/// would turn into a line feed, stands as a reference between two.
pub(super) fn cdata(text: &str) -> String {
    let text = valid(text);
    let mut section = String::with_capacity(text.len() + 12);
    section.push_str("<![CDATA[");
    let mut rest = text.as_ref();
    while let Some(at) = rest.find([']', '\r']) {
        section.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\r') {
            section.push_str("]]>&#13;<![CDATA[");
            rest = after;
        } else if let Some(after) = rest.strip_prefix("]]>") {
            section.push_str("]]]]><![CDATA[>");
            rest = after;
        } else {
            section.push(']');
            rest = &rest[1..];
        }
    }
    section.push_str(rest);
    section.push_str("]]>");
    section
}

/// The text between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in valid(text).chars() {
        match character {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            '\r' => result.push_str("&#13;"),
            other => result.push(other),
        }
    }
    result
}

/// Without what XML 1.0 allows nowhere: control characters and the two non-characters.
fn valid(text: &str) -> Cow<'_, str> {
    let is_valid = |character: char| {
        (character >= ' ' || matches!(character, '\t' | '\n' | '\r')) && !matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    if text.chars().all(is_valid) { Cow::Borrowed(text) } else { text.chars().filter(|&c| is_valid(c)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_section_is_split() {
        assert_eq!(cdata("a]]>b"), "<![CDATA[a]]]]><![CDATA[>b]]>");
        assert_eq!(cdata("]]]>]"), "<![CDATA[]]]]]><![CDATA[>]]]>");
        assert_eq!(cdata(""), "<![CDATA[]]>");
    }

    #[test]
    fn a_carriage_return_survives_an_xml_reader() {
        assert_eq!(cdata("a\r\nb"), "<![CDATA[a]]>&#13;<![CDATA[\nb]]>");
    }

    #[test]
    fn what_xml_does_not_allow_is_left_out() {
        assert_eq!(cdata("a\u{0}b\u{8}\u{ffff}"), "<![CDATA[ab]]>");
        assert_eq!(escaped("<a & \"b\">\u{1}"), "&lt;a &amp; &quot;b&quot;&gt;");
    }
}
