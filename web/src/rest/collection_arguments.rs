//! The arguments that every collection has.

use serde_json::{Map, Value, json};

use super::arguments::CHECKED_FIRST;

/// `context`, as every readable route has it.
pub fn context() -> Value {
    json!({"description": "Which fields the answer has.", "type": "string", "enum": ["view", "embed", "edit"], "default": "view", CHECKED_FIRST: true})
}

/// Context, page, page length and search, in WordPress's order: what every collection's arguments begin with.
pub fn first() -> Map<String, Value> {
    let arguments = json!({
        "context": context(),
        "page": {"description": "The page of the list.", "type": "integer", "default": 1, "minimum": 1, CHECKED_FIRST: true},
        "per_page": {"description": "Items on a page.", "type": "integer", "default": 10, "minimum": 1, "maximum": 100, CHECKED_FIRST: true},
        "search": {"description": "Words that must be found.", "type": "string", CHECKED_FIRST: true},
    });
    arguments.as_object().cloned().unwrap_or_default()
}

/// A list of numbers, empty by default.
pub fn ids(description: &str) -> Value {
    json!({"description": description, "type": "array", "items": {"type": "integer"}, "default": []})
}

/// A date.
pub fn date(description: &str) -> Value {
    json!({"description": description, "type": "string", "format": "date-time"})
}

/// The direction of the order.
pub fn order(default: &str) -> Value {
    json!({"description": "Direction of the order.", "type": "string", "default": default, "enum": ["asc", "desc"]})
}

/// Items left out at the beginning.
pub fn offset() -> Value {
    json!({"description": "Items left out at the beginning.", "type": "integer"})
}
