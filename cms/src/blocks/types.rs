//! What is known of each core block: its words for people, its attributes with their defaults, which supports it has,
//! which context it uses.
//!
//! The figures stand in `types.json`, one block a line.

use std::collections::HashMap;
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::parser::Attributes;
use super::php;

/// A block type, WordPress's `WP_Block_Type` as far as rendering needs it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BlockType {
    /// The full name, `core/group`.
    #[serde(skip)]
    pub name: String,
    /// Whether it is rendered by code and not only by its saved HTML.
    pub dynamic: bool,
    /// Whether its code renders the inner blocks itself.
    pub skip_inner: bool,
    /// The declared attributes.
    pub attributes: IndexMap<String, AttributeType>,
    /// The supports as block.json names them.
    pub supports: Map<String, Value>,
    /// The context values that it reads.
    pub uses: Vec<String>,
    /// The context values that it gives to the blocks inside: name and attribute.
    pub provides: IndexMap<String, String>,
    /// Selectors of its parts.
    pub selectors: Map<String, Value>,
}

/// A declared attribute.
#[derive(Debug, Default, Deserialize)]
pub struct AttributeType {
    /// A type name or a list of them.
    #[serde(rename = "type", default)]
    pub kind: Value,
    /// The value if none is set.
    pub default: Option<Value>,
    /// The allowed values.
    #[serde(rename = "enum")]
    pub allowed: Option<Vec<Value>>,
    /// Where the saved HTML holds the value: `attribute`, `rich-text`, `html`, …
    pub source: Option<String>,
    /// The element that holds it.
    pub selector: Option<String>,
    /// The HTML attribute that holds it.
    pub attribute: Option<String>,
}

static TYPES: LazyLock<HashMap<String, BlockType>> = LazyLock::new(|| {
    let mut types: HashMap<String, BlockType> = serde_json::from_str(include_str!("types.json")).unwrap_or_default();
    for (name, kind) in &mut types {
        kind.name.clone_from(name);
    }
    types
});

/// The type of a block, if it is a core block.
pub fn block_type(name: &str) -> Option<&'static BlockType> {
    TYPES.get(name)
}

/// Attributes that supports declare, with their types; every block that has the support has them alike.
const SUPPORT_ATTRIBUTES: [(&str, &str); 14] = [
    ("lock", "object"),
    ("metadata", "object"),
    ("className", "string"),
    ("style", "object"),
    ("backgroundColor", "string"),
    ("textColor", "string"),
    ("gradient", "string"),
    ("fontSize", "string"),
    ("fontFamily", "string"),
    ("borderColor", "string"),
    ("layout", "object"),
    ("ariaLabel", "string"),
    ("anchor", "string"),
    ("align", "string"),
];

impl BlockType {
    /// The value of a support, by its path.
    pub fn support(&self, path: &[&str]) -> Option<&Value> {
        php::at(&self.supports, path)
    }

    /// Whether the block has a support, WordPress's `block_has_support`: `true` or a list of details.
    pub fn has_support(&self, path: &[&str], default: bool) -> bool {
        match self.support(path) {
            None => default,
            Some(Value::Bool(flag)) => *flag,
            Some(value) => value.is_object() || value.is_array(),
        }
    }

    /// Whether a block writes this feature itself, WordPress's `wp_should_skip_block_supports_serialization`.
    pub fn writes_itself(&self, set: &str, feature: Option<&str>) -> bool {
        match self.support(&[set, "__experimentalSkipSerialization"]) {
            Some(Value::Array(list)) => feature.is_some_and(|feature| list.iter().any(|name| name == feature)),
            Some(value) => value == &Value::Bool(true),
            None => false,
        }
    }

    /// The attributes as the block's code sees them: invalid ones dropped, defaults added
    /// (`prepare_attributes_for_render`).
    pub fn prepare(&self, attributes: &Attributes) -> Attributes {
        let mut prepared = attributes.clone();
        prepared.retain(|name, value| self.is_valid(name, value));
        for (name, declared) in &self.attributes {
            if let Some(default) = declared.default.as_ref().filter(|_| !prepared.contains_key(name)) {
                prepared.insert(name.clone(), default.clone());
            }
        }
        prepared
    }

    fn is_valid(&self, name: &str, value: &Value) -> bool {
        if let Some(declared) = self.attributes.get(name) {
            let allowed = declared.allowed.as_ref().is_none_or(|allowed| allowed.contains(value));
            return allowed && matches_type(&declared.kind, value);
        }
        if name == "align" && self.has_support(&["align"], false) {
            return matches!(value.as_str(), Some("left" | "center" | "right" | "wide" | "full" | ""));
        }
        let by_support = SUPPORT_ATTRIBUTES.iter().find(|(attribute, _)| *attribute == name);
        by_support.is_none_or(|(_, kind)| is_of_type(kind, value))
    }

    /// The class of the block's own element: `wp-block-group`, `wp-block-vendor-name`.
    pub fn default_class(&self) -> String {
        default_class(&self.name)
    }
}

/// WordPress's `wp_get_block_default_classname`.
pub fn default_class(name: &str) -> String {
    let flat = name.replace('/', "-");
    format!("wp-block-{}", flat.strip_prefix("core-").unwrap_or(&flat))
}

fn matches_type(kind: &Value, value: &Value) -> bool {
    match kind {
        Value::String(kind) => is_of_type(kind, value),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(|kind| is_of_type(kind, value)),
        _ => true,
    }
}

fn is_of_type(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => match value {
            Value::Bool(_) => true,
            Value::String(text) => matches!(text.to_lowercase().as_str(), "true" | "false" | "0" | "1"),
            Value::Number(number) => matches!(number.as_i64(), Some(0 | 1)),
            _ => false,
        },
        "number" => php::is_numeric(value),
        "integer" => php::is_numeric(value) && php::to_float(value).fract() == 0.0,
        "array" => !matches!(value, Value::Object(map) if !map.is_empty()) && !value.is_null(),
        "object" => value.is_object() || value.is_array() || value == "",
        "null" => value.is_null(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_core_block_is_known() {
        assert!(TYPES.len() > 110, "{} types", TYPES.len());
        for name in ["core/paragraph", "core/query", "core/navigation", "core/group"] {
            assert!(block_type(name).is_some(), "{name}");
        }
    }

    #[test]
    fn invalid_attributes_fall_back_to_their_defaults() {
        let kind = block_type("core/latest-posts").unwrap();
        let prepared = kind.prepare(json!({"postsToShow": "x", "align": "up", "other": 1}).as_object().unwrap());
        assert_eq!(prepared.get("postsToShow"), Some(&json!(5)));
        assert_eq!((prepared.get("align"), prepared.get("other")), (None, Some(&json!(1))));
    }
}
