//! What collections of terms can be asked.

use serde_json::{Value, json};

use super::Kind;
use super::schema;
use crate::rest::collection_arguments::{self, context};
use crate::rest::item_schema::{self, Purpose};

/// The arguments of `GET` on a collection, in WordPress's order.
pub fn collection(kind: Kind) -> Value {
    let mut arguments = collection_arguments::first();
    let mut add = |name: &str, schema: Value| arguments.insert(name.to_owned(), schema);
    add("exclude", collection_arguments::ids("Without these."));
    add("include", collection_arguments::ids("Only these."));
    if !kind.hierarchical {
        add("offset", collection_arguments::offset());
    }
    add("order", collection_arguments::order("asc"));
    let choices = ["id", "include", "name", "slug", "include_slugs", "term_group", "description", "count"];
    add(
        "orderby",
        json!({"description": "What the order goes by.", "type": "string", "default": "name", "enum": choices}),
    );
    add(
        "hide_empty",
        json!({"description": "Whether terms without posts are left out.", "type": "boolean", "default": false}),
    );
    if kind.hierarchical {
        add("parent", json!({"description": "Below this one.", "type": "integer"}));
    }
    add("post", json!({"description": "Of this post.", "type": "integer", "default": null}));
    add("slug", json!({"description": "With one of these slugs.", "type": "array", "items": {"type": "string"}}));
    Value::Object(arguments)
}

/// The arguments of `GET` on one term.
pub fn single() -> Value {
    json!({"id": id(), "context": context()})
}

/// The arguments of a new term.
pub fn create(kind: Kind) -> Value {
    Value::Object(item_schema::arguments(&schema::of(kind), Purpose::Create))
}

/// The arguments of a change of one term.
pub fn update(kind: Kind) -> Value {
    let mut arguments = serde_json::Map::new();
    arguments.insert("id".into(), id());
    arguments.extend(item_schema::arguments(&schema::of(kind), Purpose::Edit));
    Value::Object(arguments)
}

/// The arguments of `DELETE`.
pub fn delete() -> Value {
    let force = json!({"type": "boolean", "default": false, "description": "Must be true: terms have no trash."});
    json!({"id": id(), "force": force})
}

fn id() -> Value {
    json!({"description": "The term's number.", "type": "integer"})
}
