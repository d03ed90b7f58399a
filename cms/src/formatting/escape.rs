//! Text made safe for HTML, attributes, scripts and XML.

use std::borrow::Cow;

use super::entities::{Reference, rewrite_references};
use super::entity_names::html4_character;
use super::normalize_entities;

/// WordPress's `esc_html`: `& < > " '` as entities, without encoding an entity twice.
pub fn esc_html(text: &str) -> Cow<'_, str> {
    encode(text, true)
}

/// WordPress's `esc_attr`: the same rules as [`esc_html`].
pub fn esc_attr(text: &str) -> Cow<'_, str> {
    encode(text, true)
}

/// WordPress's `esc_textarea`: everything is encoded, entities once more, so that the editor shows what is stored.
pub fn esc_textarea(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            other => push_encoded(&mut escaped, other, true),
        }
    }
    escaped
}

/// WordPress's `esc_xml` for text without CDATA sections: entities that XML does not know become characters.
pub fn esc_xml(text: &str) -> String {
    let known = rewrite_references(text, |reference, written| match reference {
        Some(Reference::Named("amp" | "lt" | "gt" | "quot" | "apos")) => format!("&{written}"),
        Some(Reference::Named(name)) => match html4_character(name).and_then(char::from_u32) {
            Some(character) => character.to_string(),
            None => format!("&amp;{written}"),
        },
        Some(_) => format!("&{written}"),
        None => "&amp;".to_owned(),
    });
    let mut escaped = String::with_capacity(known.len());
    for character in known.chars() {
        push_encoded(&mut escaped, character, true);
    }
    escaped
}

/// WordPress's `esc_js`: text for a string in an inline script inside of an attribute.
pub fn esc_js(text: &str) -> String {
    let escaped = encode(text, false).replace("&#039;", "'").replace("&#x27;", "'");
    let mut script = String::with_capacity(escaped.len());
    for character in escaped.chars() {
        match character {
            '\r' => {}
            '\n' => script.push_str("\\n"),
            '\\' | '\'' | '"' => script.extend(['\\', character]),
            other => script.push(other),
        }
    }
    script
}

/// `_wp_specialchars` without double encoding; single quotes only where `single_quotes` is set.
fn encode(text: &str, single_quotes: bool) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'<', b'>', text.as_bytes()).is_none() && !text.contains(['"', '\'']) {
        return Cow::Borrowed(text);
    }
    // PHP's encoder knows no &apos; and encodes its ampersand.
    let normalized = normalize_entities(text);
    let mut escaped = String::with_capacity(normalized.len() + 32);
    let mut rest = normalized.as_ref();
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        escaped.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'&' if rest[at..].starts_with("&apos;") => escaped.push_str("&amp;"),
            b'&' => escaped.push('&'),
            byte => push_encoded(&mut escaped, char::from(byte), single_quotes),
        }
        rest = &rest[at + 1..];
    }
    escaped.push_str(rest);
    Cow::Owned(escaped)
}

fn push_encoded(escaped: &mut String, character: char, single_quotes: bool) {
    match character {
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        '"' => escaped.push_str("&quot;"),
        '\'' if single_quotes => escaped.push_str("&#039;"),
        other => escaped.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_not_encoded_twice() {
        assert_eq!(
            esc_html("a & b &lt; &hellip; <i> \"x\" 'y'"),
            "a &amp; b &lt; &hellip; &lt;i&gt; &quot;x&quot; &#039;y&#039;"
        );
        assert_eq!(esc_attr("&#39; &nope; &apos;"), "&#039; &amp;nope; &amp;apos;");
    }

    #[test]
    fn a_textarea_shows_entities_as_they_are_stored() {
        assert_eq!(esc_textarea("&amp; <"), "&amp;amp; &lt;");
    }

    #[test]
    fn xml_knows_five_names() {
        assert_eq!(esc_xml("&hellip; &amp; & <"), "\u{2026} &amp; &amp; &lt;");
    }

    #[test]
    fn a_script_string_cannot_be_left() {
        assert_eq!(esc_js("it's\r\n\"</script>\" \\"), "it\\'s\\n&quot;&lt;/script&gt;&quot; \\\\");
    }
}
