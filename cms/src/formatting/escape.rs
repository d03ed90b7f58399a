//! Text made safe for HTML, attributes, scripts and XML.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::entities::normalize_xml_entities;
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

/// WordPress's `esc_xml`: entities that XML does not know become characters; CDATA sections stay.
pub fn esc_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<![CDATA[") {
        let Some(length) = rest[start..].find("]]>").map(|end| end + "]]>".len()) else { break };
        push_xml(&mut escaped, &rest[..start]);
        escaped.push_str(&rest[start..start + length]);
        rest = &rest[start + length..];
    }
    push_xml(&mut escaped, rest);
    escaped
}

fn push_xml(escaped: &mut String, text: &str) {
    for character in normalize_xml_entities(text).chars() {
        match character {
            '\'' => escaped.push_str("&apos;"),
            other => push_encoded(escaped, other, false),
        }
    }
}

/// WordPress's `esc_js`: text for a string in an inline script inside of an attribute.
pub fn esc_js(text: &str) -> String {
    static APOSTROPHE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("&#(?:x0*27|0*39);?").expect("a constant pattern"));
    let encoded = without_slashes(&encode(text, false));
    let mut script = String::with_capacity(encoded.len());
    for character in APOSTROPHE.replace_all(&encoded, "'").chars() {
        match character {
            '\r' => {}
            '\n' => script.push_str("\\n"),
            '\0' => script.push_str("\\0"),
            '\\' | '\'' | '"' => script.extend(['\\', character]),
            other => script.push(other),
        }
    }
    script
}

/// PHP's `stripslashes`: takes off one backslash before each character.
fn without_slashes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => kept.extend(characters.next().map(|next| if next == '0' { '\0' } else { next })),
            other => kept.push(other),
        }
    }
    kept
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
        assert_eq!(esc_js("it's\r\n\"</script>\" \\"), "it\\'s\\n&quot;&lt;/script&gt;&quot; ");
    }
}
