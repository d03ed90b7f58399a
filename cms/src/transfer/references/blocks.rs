//! Numbers in the attributes of WordPress's own blocks. What a plugin's block means by a number nobody else knows.

use super::identifiers::Numbering;
use serde_json::Value;

/// The attributes of a block, as JSON text, with its references put right; `None` if nothing changes.
pub(super) fn renumber_attributes(block: &str, attributes: &str, identifiers: &dyn Numbering) -> Option<String> {
    let before: Value = serde_json::from_str(attributes).ok()?;
    let mut after = before.clone();
    renumber_block(block.strip_prefix("core/").unwrap_or(block), &mut after, identifiers);
    (after != before).then(|| as_attributes(&after))
}

fn renumber_block(block: &str, attributes: &mut Value, identifiers: &dyn Numbering) {
    let post = |id| identifiers.post(id);
    let term = |id| identifiers.term(id);
    match block {
        "image" | "cover" | "audio" | "video" | "file" | "page-list-item" => renumber(attributes.get_mut("id"), &post),
        "gallery" => renumber(attributes.get_mut("ids"), &post),
        "media-text" => renumber(attributes.get_mut("mediaId"), &post),
        "block" | "navigation" => renumber(attributes.get_mut("ref"), &post),
        "page-list" => renumber(attributes.get_mut("parentPageID"), &post),
        "navigation-link" | "navigation-submenu" if attributes["kind"] == "taxonomy" => {
            renumber(attributes.get_mut("id"), &term);
        }
        "navigation-link" | "navigation-submenu" => renumber(attributes.get_mut("id"), &post),
        "latest-posts" => renumber(attributes.get_mut("categories"), &term),
        "query" => renumber_query(attributes, identifiers),
        _ => {}
    }
}

fn renumber_query(attributes: &mut Value, identifiers: &dyn Numbering) {
    let Some(query) = attributes.get_mut("query") else { return };
    for field in ["exclude", "parents"] {
        renumber(query.get_mut(field), &|id| identifiers.post(id));
    }
    for field in ["taxQuery", "categoryIds", "tagIds"] {
        renumber(query.get_mut(field), &|id| identifiers.term(id));
    }
}

/// A number, or all numbers of a list, or those under `id` or any taxonomy's name in an object.
fn renumber(value: Option<&mut Value>, new: &dyn Fn(i64) -> i64) {
    match value {
        Some(value @ Value::Number(_)) => {
            if let Some(id) = value.as_i64() {
                *value = new(id).into();
            }
        }
        Some(Value::Array(values)) => values.iter_mut().for_each(|value| renumber(Some(value), new)),
        Some(Value::Object(fields)) => fields.iter_mut().for_each(|(name, value)| {
            if name == "id" || value.is_array() || value.is_object() {
                renumber(Some(value), new);
            }
        }),
        _ => {}
    }
}

/// JSON as the block editor writes it into a comment, where `--`, tags and quotes would do harm.
fn as_attributes(value: &Value) -> String {
    let json = value.to_string();
    let mut rest = json.as_str();
    let mut text = String::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        let (escaped, length) = match rest.get(..2) {
            Some("\\\\") => ("\\u005c", 2),
            Some("\\\"") => ("\\u0022", 2),
            Some("--") => ("\\u002d\\u002d", 2),
            _ => match first {
                '<' => ("\\u003c", 1),
                '>' => ("\\u003e", 1),
                '&' => ("\\u0026", 1),
                other => (&rest[..other.len_utf8()], other.len_utf8()),
            },
        };
        text.push_str(escaped);
        rest = &rest[length..];
    }
    text
}
