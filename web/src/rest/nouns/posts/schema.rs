//! The schema of a post.

use serde_json::{Map, Value, json};

use super::Kind;

/// The JSON schema of what the API shows of this type.
pub fn of(kind: Kind) -> Value {
    let mut properties = Map::new();
    let mut add = |name: &str, schema: Value| properties.insert(name.to_owned(), schema);
    let all = json!(["view", "edit", "embed"]);
    let readers = json!(["view", "edit"]);
    add(
        "date",
        json!({"description": "When it was published, in the site's time.", "type": ["string", "null"], "format": "date-time", "context": all}),
    );
    add(
        "date_gmt",
        json!({"description": "When it was published, in UTC.", "type": ["string", "null"], "format": "date-time", "context": readers}),
    );
    add(
        "guid",
        json!({"description": "An address that never changes.", "type": "object", "context": readers, "readonly": true}),
    );
    add("id", json!({"description": "Its number.", "type": "integer", "context": all, "readonly": true}));
    add(
        "link",
        json!({"description": "Its address.", "type": "string", "format": "uri", "context": all, "readonly": true}),
    );
    add(
        "modified",
        json!({"description": "Last change, in the site's time.", "type": "string", "format": "date-time", "context": readers, "readonly": true}),
    );
    add(
        "modified_gmt",
        json!({"description": "Last change, in UTC.", "type": "string", "format": "date-time", "context": readers, "readonly": true}),
    );
    add("slug", json!({"description": "The last part of its address.", "type": "string", "context": all}));
    add(
        "status",
        json!({"description": "Its status.", "type": "string", "enum": ["publish", "future", "draft", "pending", "private"], "context": readers}),
    );
    add("type", json!({"description": "Its type.", "type": "string", "context": all, "readonly": true}));
    add("title", json!({"description": "Its title.", "type": "object", "context": all}));
    add("content", json!({"description": "Its content.", "type": "object", "context": readers}));
    add("excerpt", json!({"description": "Its excerpt.", "type": "object", "context": all}));
    for (_, base) in kind.taxonomies() {
        add(
            base,
            json!({"description": "Its terms by number.", "type": "array", "items": {"type": "integer"}, "context": readers}),
        );
    }
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": kind.name, "type": "object", "properties": properties})
}
