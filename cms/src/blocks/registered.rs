//! Every core block as WordPress registers it: what `types.json` says, and the attributes that its supports bring
//! (`WP_Block_Supports::register_attributes`).

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::types::{BlockType, block_type};

static REGISTERED: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let mut records: Map<String, Value> = serde_json::from_str(include_str!("types.json")).unwrap_or_default();
    for (name, record) in &mut records {
        if let (Some(kind), Value::Object(fields)) = (block_type(name), record) {
            complete(kind, fields);
        }
    }
    records
});

/// Every core block by its name, with the fields of `types.json`: `title`, `description`, `category`, `attributes`
/// (those that supports bring included), `supports`, ….
pub fn registered_blocks() -> &'static Map<String, Value> {
    &REGISTERED
}

fn complete(kind: &BlockType, fields: &mut Map<String, Value>) {
    let attributes = fields.entry("attributes").or_insert_with(|| json!({}));
    let Value::Object(attributes) = attributes else { return };
    for (name, schema) in brought(kind) {
        attributes.entry(name).or_insert(schema);
    }
}

/// The attributes that every block has, and those of its supports.
fn brought(kind: &BlockType) -> Vec<(&'static str, Value)> {
    let (text, object) = (|| json!({"type": "string"}), || json!({"type": "object"}));
    let has = |path: &[&str]| kind.has_support(path, false);
    let mut brought = vec![("lock", object()), ("metadata", object())];
    let mut add = |wanted: bool, name, schema| {
        if wanted {
            brought.push((name, schema));
        }
    };
    let sides = json!({"type": "string", "enum": ["left", "center", "right", "wide", "full", ""]});
    add(has(&["align"]), "align", sides);
    add(kind.has_support(&["customClassName"], true), "className", text());
    add(has_style(kind), "style", object());
    add(has_color(kind, "background"), "backgroundColor", text());
    add(has_color(kind, "text"), "textColor", text());
    add(has(&["color", "gradients"]), "gradient", text());
    add(has(&["typography", "fontSize"]), "fontSize", text());
    add(has(&["typography", "__experimentalFontFamily"]), "fontFamily", text());
    add(has_border_color(kind), "borderColor", text());
    add(has(&["layout"]) || has(&["__experimentalLayout"]), "layout", object());
    add(has(&["ariaLabel"]), "ariaLabel", text());
    add(has(&["anchor"]), "anchor", text());
    brought
}

/// Texts and backgrounds have colours wherever colours are supported and not ruled out.
fn has_color(kind: &BlockType, part: &str) -> bool {
    match kind.support(&["color"]) {
        Some(Value::Bool(all)) => *all,
        Some(Value::Object(parts)) => parts.get(part) != Some(&Value::Bool(false)),
        _ => false,
    }
}

fn has_border_color(kind: &BlockType) -> bool {
    kind.support(&["__experimentalBorder"]) == Some(&Value::Bool(true))
        || kind.has_support(&["__experimentalBorder", "color"], false)
}

/// Whether anything can be styled: custom CSS can, wherever it is not ruled out.
fn has_style(kind: &BlockType) -> bool {
    let sets =
        ["color", "typography", "spacing", "dimensions", "position", "background", "shadow", "__experimentalBorder"];
    kind.has_support(&["customCSS"], true)
        || kind.has_support(&["filter", "duotone"], false)
        || sets.iter().any(|set| kind.has_support(&[set], false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supports_bring_attributes() {
        let attributes = &registered_blocks()["core/latest-posts"]["attributes"];
        assert_eq!(attributes["postsToShow"]["default"], 5);
        for name in
            ["lock", "metadata", "align", "style", "backgroundColor", "gradient", "borderColor", "layout", "anchor"]
        {
            assert!(attributes.get(name).is_some(), "{name}");
        }
        assert!(registered_blocks()["core/missing"]["attributes"].get("layout").is_none());
    }

    #[test]
    fn every_block_has_words_for_people() {
        for (name, record) in registered_blocks() {
            for field in ["title", "description", "category"] {
                assert!(record[field].as_str().is_some_and(|words| !words.is_empty()), "{name} has no {field}");
            }
        }
    }
}
