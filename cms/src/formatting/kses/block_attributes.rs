//! The attributes that block comments carry as JSON: their strings are filtered like text.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::{Map, Value};

use super::AllowedHtml;
use crate::formatting::normalize_entities;

static DELIMITER: LazyLock<Regex> = LazyLock::new(|| {
    let blank = r"[\t\n\x0B\x0C\r ]";
    let name = "(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*";
    let attributes = format!(r"(?:(\{{.*?\}}){blank}+)?");
    Regex::new(&format!("(?s)<!--{blank}+(/)?wp:({name}){blank}+{attributes}(/)?-->")).expect("a constant pattern")
});

/// WordPress's `wp_pre_kses_block_attributes`: filters each string in the attributes of the blocks by `filter`, and writes
/// the comments again as the editor writes them, with an end for each block.
pub(super) fn filter_block_attributes<'a>(
    text: &'a str,
    filter: &dyn Fn(&str) -> String,
    allowed: AllowedHtml,
) -> Cow<'a, str> {
    let text = with_plain_arrows(text);
    if !text.contains("wp:") {
        return text;
    }
    let mut written = Written { text: String::with_capacity(text.len()), open: Vec::new(), is_text: false };
    let mut copied = 0;
    for found in DELIMITER.captures_iter(&text) {
        let Some(whole) = found.get(0) else { continue };
        written.text.push_str(&text[copied..whole.start()]);
        copied = whole.end();
        if found.get(1).is_some() {
            if written.is_text || !written.close_last() {
                // A block that was never opened: WordPress takes all that follows for text.
                written.is_text = true;
                written.text.push_str(whole.as_str());
            }
            continue;
        }
        let slash = found.get(4).map_or("", |_| "/");
        let (opening, is_changed) = opening(&found, slash, filter, allowed);
        match (written.is_text, slash) {
            (true, _) => written.text.push_str(if is_changed { &opening } else { whole.as_str() }),
            (false, "/") => written.text.push_str(&opening),
            (false, _) => written.open(&found[2], &opening),
        }
    }
    written.text.push_str(&text[copied..]);
    while written.close_last() {}
    Cow::Owned(written.text)
}

struct Written {
    text: String,
    /// The blocks that are open: their names, and where their content begins.
    open: Vec<(String, usize)>,
    /// Is the rest no longer made of blocks?
    is_text: bool,
}

impl Written {
    fn open(&mut self, name: &str, opening: &str) {
        self.text.push_str(opening);
        self.open.push((short_name(name).to_owned(), self.text.len()));
    }

    /// Closes the innermost block; one without content becomes a single comment.
    fn close_last(&mut self) -> bool {
        let Some((name, start)) = self.open.pop() else { return false };
        if start == self.text.len() {
            self.text.truncate(start - "-->".len());
            self.text.push_str("/-->");
        } else {
            self.text.push_str(&format!("<!-- /wp:{name} -->"));
        }
        true
    }
}

fn short_name(name: &str) -> &str {
    name.strip_prefix("core/").unwrap_or(name)
}

/// Takes hyphens off the end of comments that close with more than two.
fn with_plain_arrows(text: &str) -> Cow<'_, str> {
    static COMMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new("<!--(.*?)--->").expect("a constant pattern"));
    if !text.contains("--->") {
        return Cow::Borrowed(text);
    }
    COMMENT.replace_all(text, |found: &Captures<'_>| format!("<!--{}-->", found[1].trim_end_matches('-')))
}

/// The opening comment with its attributes filtered, and whether that took something out of them.
fn opening(found: &Captures<'_>, slash: &str, filter: &dyn Fn(&str) -> String, allowed: AllowedHtml) -> (String, bool) {
    let name = short_name(&found[2]);
    let attributes = match found.get(3).map(|json| serde_json::from_str::<Value>(json.as_str())) {
        Some(Ok(Value::Object(attributes))) => attributes,
        // What is no JSON is no attribute; WordPress leaves it out as well.
        _ => Map::new(),
    };
    let value = |key: &str, value| {
        let value = filter_value(value, filter);
        if name == "template-part" && key == "tagName" { known_element(value, allowed) } else { value }
    };
    let normalize = |text: &str| normalize_entities(text).into_owned();
    let normalized = filter_object(attributes.clone(), &|_, value| filter_value(value, &normalize), &normalize);
    let filtered = filter_object(attributes, &value, filter);
    let is_changed = filtered != normalized;
    if filtered.is_empty() {
        return (format!("<!-- wp:{name} {slash}-->"), is_changed);
    }
    (format!("<!-- wp:{name} {} {slash}-->", serialized(&Value::Object(filtered))), is_changed)
}

fn filter_object(
    object: Map<String, Value>,
    value: &dyn Fn(&str, Value) -> Value,
    filter: &dyn Fn(&str) -> String,
) -> Map<String, Value> {
    object.into_iter().map(|(key, inner)| (filter(&key), value(&key, inner))).collect()
}

fn filter_value(value: Value, filter: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(filter(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| filter_value(item, filter)).collect()),
        // PHP knows an empty object from an empty list no more.
        Value::Object(object) if object.is_empty() => Value::Array(Vec::new()),
        Value::Object(object) => Value::Object(filter_object(object, &|_, inner| filter_value(inner, filter), filter)),
        other => other,
    }
}

fn known_element(value: Value, allowed: AllowedHtml) -> Value {
    match value {
        Value::String(element) if !element.is_empty() && !allowed.allows(&element) => Value::String(String::new()),
        other => other,
    }
}

/// WordPress's `serialize_block_attributes`: JSON without anything that could end a comment.
fn serialized(attributes: &Value) -> String {
    let json = attributes.to_string();
    let mut written = String::with_capacity(json.len());
    let mut rest = json.as_str();
    while let Some(at) = rest.find(['\\', '-', '<', '>', '&']) {
        written.push_str(&rest[..at]);
        let (replacement, length) = match &rest.as_bytes()[at..] {
            [b'\\', b'\\', ..] => ("\\u005c", 2),
            [b'\\', b'"', ..] => ("\\u0022", 2),
            [b'-', b'-', ..] => ("\\u002d\\u002d", 2),
            [b'<', ..] => ("\\u003c", 1),
            [b'>', ..] => ("\\u003e", 1),
            [b'&', ..] => ("\\u0026", 1),
            [b'\\', _, ..] => (&rest[at..at + 2], 2),
            _ => (&rest[at..at + 1], 1),
        };
        written.push_str(replacement);
        rest = &rest[at + length..];
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use super::super::wp_kses_post;

    #[test]
    fn strings_in_attributes_are_filtered() {
        assert_eq!(
            wp_kses_post("<!-- wp:a/b {\"x\":\"\\u003cscript\\u003ey\\u003c/script\\u003e\",\"n\":[1,true]} /-->"),
            "<!-- wp:a/b {\"x\":\"y\",\"n\":[1,true]} /-->"
        );
    }

    #[test]
    fn signs_that_could_end_the_comment_are_written_as_numbers() {
        assert_eq!(
            wp_kses_post("<!-- wp:a {\"x\":\"1 \\u0026 2 \\u003cb\\u003e\\u0022\\u002d\\u002d\"} /-->"),
            "<!-- wp:a {\"x\":\"1 \\u0026amp; 2 \\u003cb\\u003e\\u0022\\u002d\\u002d\"} /-->"
        );
    }

    #[test]
    fn every_block_is_closed() {
        assert_eq!(wp_kses_post("<!-- wp:core/a --><!-- /wp:a -->"), "<!-- wp:a /-->");
        assert_eq!(wp_kses_post("<!-- wp:a -->b"), "<!-- wp:a -->b<!-- /wp:a -->");
    }

    #[test]
    fn a_template_part_has_a_known_element() {
        assert_eq!(
            wp_kses_post("<!-- wp:template-part {\"slug\":\"a\",\"tagName\":\"script\"} /-->"),
            "<!-- wp:template-part {\"slug\":\"a\",\"tagName\":\"\"} /-->"
        );
    }
}
