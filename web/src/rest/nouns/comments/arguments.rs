//! What comments can be asked.

use serde_json::{Map, Value, json};

use super::schema;
use crate::rest::collection_arguments::{self, context};
use crate::rest::item_schema::{self, Purpose};

/// The arguments of `GET` on the collection, in WordPress's order.
pub fn collection() -> Value {
    let people = |description: &str| json!({"description": description, "type": "array", "items": {"type": "integer"}});
    let mut arguments = collection_arguments::first();
    let mut add = |name: &str, schema: Value| arguments.insert(name.to_owned(), schema);
    add("after", collection_arguments::date("Written after this date."));
    add("author", people("Written by these people."));
    add("author_exclude", people("Not written by these people."));
    add(
        "author_email",
        json!({"default": null, "format": "email", "description": "Written from this mail address.", "type": "string"}),
    );
    add("before", collection_arguments::date("Written before this date."));
    add("exclude", collection_arguments::ids("Without these."));
    add("include", collection_arguments::ids("Only these."));
    add("offset", collection_arguments::offset());
    add("order", collection_arguments::order("desc"));
    let choices = ["date", "date_gmt", "id", "include", "post", "parent", "type"];
    add(
        "orderby",
        json!({"description": "What the order goes by.", "type": "string", "default": "date_gmt", "enum": choices}),
    );
    add("parent", collection_arguments::ids("Answers to these."));
    add("parent_exclude", collection_arguments::ids("No answers to these."));
    add("post", collection_arguments::ids("Under these posts."));
    add("status", json!({"default": "approve", "description": "With this status.", "type": "string"}));
    add("type", json!({"default": "comment", "description": "Of this type.", "type": "string"}));
    add("password", password());
    Value::Object(arguments)
}

/// The arguments of `GET` on one comment.
pub fn single() -> Value {
    json!({"id": id(), "context": context(), "password": password()})
}

/// The arguments of a new comment.
pub fn create() -> Value {
    Value::Object(item_schema::arguments(&schema::schema(), Purpose::Create))
}

/// The arguments of a change of one comment.
pub fn update() -> Value {
    let mut arguments = Map::new();
    arguments.insert("id".into(), id());
    arguments.extend(item_schema::arguments(&schema::schema(), Purpose::Edit));
    Value::Object(arguments)
}

/// The arguments of `DELETE`.
pub fn delete() -> Value {
    let force =
        json!({"type": "boolean", "default": false, "description": "Whether it goes for good, past the trash."});
    json!({"id": id(), "force": force, "password": password()})
}

fn id() -> Value {
    json!({"description": "The comment's number.", "type": "integer"})
}

fn password() -> Value {
    json!({"description": "The password of its post.", "type": "string"})
}
