//! What menu items can be asked.

use cms::Settings;
use serde_json::{Map, Value, json};

use super::{read, schema};
use crate::rest::collection_arguments::{self, context};
use crate::rest::item_schema::{self, Purpose};
use crate::rest::nouns::posts;

/// The arguments of `GET` on the collection: those of posts, in the menus' order.
pub fn collection(settings: &Settings) -> Value {
    let mut arguments = posts::collection_arguments(read::KIND, settings);
    arguments["per_page"]["default"] = json!(100);
    arguments["order"] = collection_arguments::order("asc");
    arguments["orderby"]["default"] = json!("menu_order");
    if let Some(choices) = arguments["orderby"]["enum"].as_array_mut() {
        choices.push(json!("menu_order"));
    }
    arguments["menu_order"] = json!({"description": "With this place in the menu.", "type": "integer"});
    arguments
}

/// The arguments of `GET` on one item.
pub fn single() -> Value {
    json!({"id": id(), "context": context()})
}

/// The arguments of a new item.
pub fn create() -> Value {
    Value::Object(item_schema::arguments(&schema::schema(), Purpose::Create))
}

/// The arguments of a change of one item.
pub fn update() -> Value {
    let mut arguments = Map::new();
    arguments.insert("id".into(), id());
    arguments.extend(item_schema::arguments(&schema::schema(), Purpose::Edit));
    Value::Object(arguments)
}

/// The arguments of an autosave.
pub fn autosave() -> Value {
    Value::Object(item_schema::arguments(&schema::schema(), Purpose::Edit))
}

/// The arguments of `DELETE`.
pub fn delete() -> Value {
    let force = json!({"type": "boolean", "default": false, "description": "Must be true: items have no trash."});
    json!({"id": id(), "force": force})
}

fn id() -> Value {
    json!({"description": "The item's number.", "type": "integer"})
}
