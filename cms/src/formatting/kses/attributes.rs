//! An element's attributes: read as a browser reads them, and written out again if they may stand.

use std::sync::LazyLock;

use regex::Regex;

use super::AllowedHtml;
use super::allowed::AllowedAttributes;
use super::filter::without_controls;
use super::protocols::{is_allowed_protocol, strip_bad_protocol};
use super::style::safecss_filter_attr;
use crate::formatting::{decode_html_attribute, esc_attr};

/// Attributes whose value is an address (`wp_kses_uri_attributes`).
const ADDRESSES: [&str; 17] = [
    "action",
    "archive",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "formaction",
    "href",
    "icon",
    "longdesc",
    "manifest",
    "poster",
    "profile",
    "src",
    "usemap",
    "xmlns",
];

/// Whether the value of an attribute of this name, in lower case, is an address.
pub(crate) fn is_address(name: &str) -> bool {
    ADDRESSES.contains(&name)
}

/// An attribute as it is written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// In lower case.
    pub(crate) name: String,
    /// Encoded; none where the attribute has no value.
    pub(crate) value: Option<String>,
}

impl Attribute {
    fn written(&self) -> String {
        match &self.value {
            Some(value) => format!("{}=\"{value}\"", self.name),
            None => self.name.clone(),
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0C | b'\r' | b'\n')
}

/// WordPress's `wp_kses_hair`: the attributes of a tag, the first of each name, with bad protocols taken out of addresses.
///
/// Empty if a quotation is not closed, as a browser would look for its end far behind the tag.
pub(crate) fn parse_attributes(text: &str) -> Vec<Attribute> {
    let bytes = text.as_bytes();
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut at = 0;
    loop {
        at += bytes[at..].iter().take_while(|byte| is_blank(**byte) || **byte == b'/').count();
        if at >= bytes.len() || bytes[at] == b'>' {
            return attributes;
        }
        let Some(raw) = read_attribute(bytes, at) else { return Vec::new() };
        at = raw.end;
        let name = text[raw.name.clone()].to_ascii_lowercase();
        if attributes.iter().all(|known| known.name != name) {
            let value = raw.value.map(|value| encoded_value(&name, &text[value]));
            attributes.push(Attribute { name, value });
        }
    }
}

struct RawAttribute {
    name: std::ops::Range<usize>,
    value: Option<std::ops::Range<usize>>,
    end: usize,
}

/// Reads the attribute at `at`, which is no blank; none if its quotation has no end.
fn read_attribute(bytes: &[u8], at: usize) -> Option<RawAttribute> {
    let length_until =
        |from: usize, stops: &dyn Fn(u8) -> bool| bytes[from..].iter().take_while(|byte| !stops(**byte)).count();
    let blanks = |from: usize| from + length_until(from, &|byte| !is_blank(byte));
    // An equals sign at the start is part of the name.
    let name_end = at + 1 + length_until(at + 1, &|byte| is_blank(byte) || matches!(byte, b'=' | b'/' | b'>'));
    let equals = blanks(name_end);
    if bytes.get(equals) != Some(&b'=') {
        return Some(RawAttribute { name: at..name_end, value: None, end: equals });
    }
    let start = blanks(equals + 1);
    match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            let end = start + 1 + memchr::memchr(*quote, &bytes[start + 1..])?;
            Some(RawAttribute { name: at..name_end, value: Some(start + 1..end), end: end + 1 })
        }
        _ => {
            let end = start + length_until(start, &|byte| is_blank(byte) || byte == b'>');
            Some(RawAttribute { name: at..name_end, value: Some(start..end), end })
        }
    }
}

fn encoded_value(name: &str, raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    let decoded = decode_html_attribute(&raw);
    if is_address(name) { encoded(&strip_bad_protocol(&decoded, &is_allowed_protocol)) } else { encoded(&decoded) }
}

fn encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            '&' => encoded.push_str("&amp;"),
            '<' => encoded.push_str("&lt;"),
            '>' => encoded.push_str("&gt;"),
            '\'' => encoded.push_str("&apos;"),
            '"' => encoded.push_str("&quot;"),
            other => encoded.push(other),
        }
    }
    encoded
}

/// WordPress's `wp_kses_attr`: the opening tag with the attributes that may stand.
pub(super) fn filter_tag(element: &str, attributes: &str, allowed: &AllowedAttributes) -> String {
    let slash = if ends_with_slash(attributes) { " /" } else { "" };
    if allowed.is_empty() {
        return format!("<{element}{slash}>");
    }
    // An object may stand for a PDF of this site only; nothing here knows the site's uploads, so none stands.
    if element.eq_ignore_ascii_case("object") {
        return if slash.is_empty() { format!("<{element}>") } else { String::new() };
    }
    let kept = parse_attributes(attributes).into_iter().filter_map(|attribute| checked(attribute, element, allowed));
    let kept = kept.map(|attribute| format!(" {}", attribute.written())).collect::<String>();
    format!("<{element}{}{slash}>", kept.replace(['<', '>'], ""))
}

fn ends_with_slash(attributes: &str) -> bool {
    attributes.trim_end_matches(|character: char| character.is_ascii_whitespace() || character == '\x0B').ends_with('/')
}

/// WordPress's `wp_kses_attr_check`: the attribute as it may stand, if it may.
fn checked(mut attribute: Attribute, element: &str, allowed: &AllowedAttributes) -> Option<Attribute> {
    if !allowed.contains(&attribute.name) {
        return None;
    }
    if attribute.name == "style" {
        let decoded = decode_html_attribute(attribute.value.as_deref().unwrap_or_default()).into_owned();
        let style = safecss_filter_attr(&decoded);
        if style.is_empty() || style == "0" {
            return None;
        }
        if style != decoded {
            attribute.value = Some(esc_attr(&style).into_owned());
        }
    }
    // A download's name could make a file look like another.
    let valueless_only = attribute.name == "download" && element.eq_ignore_ascii_case("a");
    (!valueless_only || attribute.value.is_none()).then_some(attribute)
}

/// WordPress's `wp_kses_one_attr`: one attribute of a post's element, with its quotation marks and blanks; empty if it may
/// not stand.
pub fn wp_kses_one_attribute(attribute: &str, element: &str) -> String {
    static EQUALS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\t\n\x0B\x0C\r ]*=[\t\n\x0B\x0C\r ]*").expect("a constant pattern"));
    let attribute = without_controls(attribute);
    let is_blank = |character: char| character.is_ascii_whitespace() || character == '\x0B';
    let inner = attribute.trim_matches(is_blank);
    let lead = &attribute[..attribute.len() - attribute.trim_start_matches(is_blank).len()];
    let trail = &attribute[attribute.trim_end_matches(is_blank).len().max(lead.len())..];
    let mut parts = EQUALS.splitn(inner, 2);
    let name = parts.next().unwrap_or_default();
    let Some(value) = parts.next() else {
        let kept = check_one(name, None, element);
        return format!("{lead}{}{trail}", if kept.is_some() { inner } else { "" });
    };
    let Some((quote, value)) = unquoted(value) else { return String::new() };
    let mut value = esc_attr(value).into_owned();
    if is_address(&name.to_ascii_lowercase()) {
        value = strip_bad_protocol(&value, &is_allowed_protocol);
    }
    let kept = check_one(name, Some(value), element).and_then(|attribute| attribute.value);
    format!("{lead}{}{trail}", kept.map(|value| format!("{name}={quote}{value}{quote}")).unwrap_or_default())
}

fn check_one(name: &str, value: Option<String>, element: &str) -> Option<Attribute> {
    let allowed = AllowedHtml::Post.attributes_of(&element.to_ascii_lowercase())?;
    checked(Attribute { name: name.to_ascii_lowercase(), value }, element, allowed)
}

/// A value without its quotation marks, and the mark to put around it; none if the mark is not closed.
fn unquoted(value: &str) -> Option<(char, &str)> {
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inside = value[1..].strip_suffix(quote);
            // WordPress takes a single mark for both its ends.
            Some((quote, if value.len() == 1 { "" } else { inside? }))
        }
        _ => Some(('"', value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formatting::wp_kses_post;

    #[test]
    fn attributes_are_written_out_again() {
        assert_eq!(wp_kses_post("<a HREF=b title='it&#39;s'  id = c>"), "<a href=\"b\" title=\"it&apos;s\" id=\"c\">");
        assert_eq!(wp_kses_post("<details open><img src=a.png/>"), "<details open><img src=\"a.png/\" />");
    }

    #[test]
    fn event_handlers_go_however_they_are_written() {
        for tag in [
            "<img src=x onerror=alert(1)>",
            "<img src=x OnError = 'alert(1)'>",
            "<img src=\"x\"onerror=\"alert(1)\">",
            "<img \"=\" onerror=alert(1)>",
            "<p title=\"a\n\" onclick='b'>",
        ] {
            let filtered = wp_kses_post(tag).to_ascii_lowercase();
            assert!(!filtered.contains("onerror=") && !filtered.contains("onclick="), "{tag} → {filtered}");
        }
    }

    #[test]
    fn an_open_quotation_takes_all_attributes_with_it() {
        assert_eq!(wp_kses_post("<a href=\"x' title='y'>z</a>"), "<a>z</a>");
    }

    #[test]
    fn the_first_of_two_counts() {
        assert_eq!(wp_kses_post("<a title=a title=b>"), "<a title=\"a\">");
    }

    #[test]
    fn bad_protocols_leave_only_what_follows() {
        for address in [
            "javascript:x",
            "javascript&colon;x",
            "java&#115;cript:x",
            "JAVASCRIPT&#x3A;x",
            " java\tscript:x",
            "javascript&#58x",
        ] {
            assert_eq!(wp_kses_post(&format!("<a href=\"{address}\">")), "<a href=\"x\">", "{address}");
        }
    }

    #[test]
    fn styles_are_filtered() {
        assert_eq!(wp_kses_post("<p style=\"color:red;behavior:url(x)\">"), "<p style=\"color:red\">");
        assert_eq!(wp_kses_post("<p style=\"width:expression(alert(1))\">"), "<p>");
        assert_eq!(wp_kses_post("<p style=\"background:url('javascript:x')\">"), "<p>");
        // WordPress knows no such entity: it is text, and its semicolon ends the declaration.
        assert_eq!(wp_kses_post("<p style=\"background:url(javascript&colon;x)\">"), "<p style=\"x)\">");
    }

    #[test]
    fn objects_have_no_source() {
        assert_eq!(wp_kses_post("<object data=\"x.swf\" type=\"application/pdf\"></object>"), "<object></object>");
    }

    #[test]
    fn one_attribute_keeps_its_blanks_and_marks() {
        assert_eq!(wp_kses_one_attribute(" title = 'a\"b' ", "a"), " title='a&quot;b' ");
        assert_eq!(wp_kses_one_attribute("onclick=\"x\"", "a"), "");
        assert_eq!(wp_kses_one_attribute("href=\"javascript:x\"", "a"), "href=\"x\"");
    }
}
