//! What attachments' routes can be asked.

use serde_json::{Map, Value, json};

use super::super::posts::{Kind, collection_arguments};
use super::{modifiers, schema};
use crate::rest::collection_arguments::{context, ids};
use crate::rest::item_schema::{self, Purpose};
use crate::rest::property::{self, Property};

/// `GET` on the collection.
pub fn collection() -> Value {
    let mut arguments = collection_arguments(Kind::ATTACHMENT, &cms::Settings::default());
    arguments["status"] = json!({"default": "inherit", "description": "With one of these statuses.", "type": "array",
        "items": {"enum": ["inherit", "private", "trash"], "type": "string"}});
    arguments["parent"] = ids("Of these posts.");
    arguments["parent_exclude"] = ids("Not of these posts.");
    arguments["media_type"] = json!({"default": null, "description": "Of this kind.", "type": "array",
        "items": {"type": "string", "enum": ["image", "video", "text", "application", "audio"]}});
    arguments["mime_type"] =
        json!({"default": null, "description": "Of this MIME type.", "type": "array", "items": {"type": "string"}});
    arguments
}

/// `POST` on the collection.
pub fn create() -> Value {
    let mut arguments = item_schema::arguments(&schema::attachment(), Purpose::Create);
    let more = property::all([
        ("generate_sub_sizes", Property::flag("Whether sizes are made at once.").default(true)),
        ("convert_format", Property::flag("Whether sizes may have another type.").default(true)),
        ("url", Property::text("An image elsewhere, to be fetched.").format("uri")),
    ]);
    arguments.extend(more.as_object().cloned().unwrap_or_default());
    Value::Object(arguments)
}

fn id() -> Value {
    json!({"description": "The attachment's number.", "type": "integer"})
}

fn with_id(more: Map<String, Value>) -> Value {
    let mut arguments = Map::new();
    arguments.insert("id".into(), id());
    arguments.extend(more);
    Value::Object(arguments)
}

/// `GET` on one.
pub fn single() -> Value {
    json!({"id": id(), "context": context()})
}

/// `POST`, `PUT` and `PATCH` on one.
pub fn update() -> Value {
    with_id(item_schema::arguments(&schema::attachment(), Purpose::Edit))
}

/// `DELETE` on one.
pub fn delete() -> Value {
    json!({"id": id(), "force": {"type": "boolean", "default": false, "description": "Whether it goes for good."}})
}

/// `POST` on one's `post-process`.
pub fn post_process() -> Value {
    json!({"id": id(), "action": {"type": "string", "enum": ["create-image-subsizes"], "required": true}})
}

/// `POST` on one's `edit`.
pub fn edit() -> Value {
    let mut arguments = modifiers::arguments();
    let of_item = item_schema::arguments(&schema::attachment(), Purpose::Edit);
    for name in ["caption", "description", "title", "post", "alt_text"] {
        if let Some(argument) = of_item.get(name) {
            arguments.insert(name.to_owned(), argument.clone());
        }
    }
    Value::Object(arguments)
}
