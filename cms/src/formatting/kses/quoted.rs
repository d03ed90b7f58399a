//! Attributes as they were written, quotation marks and all.

use std::sync::LazyLock;

use regex::Regex;

/// A tag in parts that give it again when joined: its front with the name, its attributes, and its end.
pub(crate) struct QuotedTag<'a> {
    pub(crate) front: &'a str,
    pub(crate) attributes: Vec<&'a str>,
    pub(crate) back: &'a str,
}

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let blank = r"[\t\n\x0B\x0C\r ]";
    Regex::new(&format!("^(<{blank}*[a-zA-Z0-9]+{blank}*)([^>]*)>?$")).expect("a constant pattern")
});

/// One attribute: a name, or a shortcode in place of one; a value; and the blanks behind it.
fn attribute_pattern() -> String {
    let blank = r"[\t\n\x0B\x0C\r ]";
    let name = r"[_a-zA-Z][-_a-zA-Z0-9:.]*|\[\[?[^\[\]]+\]\]?";
    let unquoted = r#"[^\t\n\x0B\x0C\r "']+"#;
    let value = format!(r#""[^"]*"|'[^']*'|{unquoted}(?:{blank}|$)"#);
    format!("(?:{name})(?:{blank}*={blank}*(?:{value})|(?:{blank}|$)){blank}*")
}

/// WordPress's `wp_kses_attr_parse`: cuts an opening tag into its attributes; none if it is no proper tag.
pub(crate) fn quoted_attributes(tag: &str) -> Option<QuotedTag<'_>> {
    static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(&attribute_pattern()).expect("a constant pattern"));
    static ATTRIBUTES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^(?:{})*$", attribute_pattern())).expect("a constant pattern"));
    let parts = TAG.captures(tag)?;
    let front = parts.get(1)?.end();
    let inside = parts.get(2)?.end();
    let is_blank = |character: char| character.is_ascii_whitespace() || character == '\x0B';
    let slash = tag[front..inside].trim_end_matches(is_blank);
    let end = match slash.strip_suffix('/') {
        Some(before) => front + before.trim_end_matches(is_blank).len(),
        None => inside,
    };
    let attributes = &tag[front..end];
    if !ATTRIBUTES.is_match(attributes) {
        return None;
    }
    let attributes = ATTRIBUTE.find_iter(attributes).map(|found| found.as_str()).collect();
    Some(QuotedTag { front: &tag[..front], attributes, back: &tag[end..] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_give_the_tag_again() {
        let tag = quoted_attributes("<a  href=\"b\" c='d' e [f] />").expect("a proper tag");
        assert_eq!(tag.front, "<a  ");
        assert_eq!(tag.attributes, ["href=\"b\" ", "c='d' ", "e ", "[f]"]);
        assert_eq!(tag.back, " />");
    }

    #[test]
    fn what_is_no_proper_tag_has_no_parts() {
        assert!(quoted_attributes("</a>").is_none());
        assert!(quoted_attributes("<a href=\"b\"c>").is_some_and(|tag| tag.attributes.len() == 2));
        assert!(quoted_attributes("<[a@b.c]>").is_none());
    }
}
