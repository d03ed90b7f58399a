//! The schema of a person, and the arguments that it makes.

use cms::languages;
use serde_json::{Map, Value, json};

use super::preferences;

/// The JSON schema of what the API shows of a person.
pub fn of_person() -> Value {
    let mut properties = properties();
    if let Some(meta) = properties.get_mut("meta").and_then(Value::as_object_mut) {
        let inner = meta.shift_remove("properties");
        meta.insert("context".into(), json!(["view", "edit"]));
        meta.insert("properties".into(), inner.unwrap_or_default());
    }
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "user", "type": "object", "properties": properties})
}

/// The languages in which the screens can be read; the empty one is the site's.
fn locales() -> Value {
    std::iter::once("").chain(languages::LANGUAGES.map(|(name, _)| name)).collect()
}

/// The arguments of requests that make (`creating`) or change an account: what is not read-only.
pub fn writable(creating: bool) -> Value {
    let settable = properties().into_iter().filter(|(_, schema)| schema.get("readonly").is_none());
    let arguments = settable.map(|(name, mut schema)| {
        if let Some(schema) = schema.as_object_mut() {
            schema.shift_remove("context");
            if !creating {
                schema.shift_remove("required");
            }
        }
        (name, schema)
    });
    Value::Object(arguments.collect())
}

fn properties() -> Map<String, Value> {
    let all = json!(["embed", "view", "edit"]);
    let editing = json!(["edit"]);
    let portrait = |size: u32| json!({"description": format!("The portrait, {size} pixels wide."), "type": "string", "format": "uri", "context": all});
    let fields = json!({
        "id": {"description": "The account's number.", "type": "integer", "context": all, "readonly": true},
        "username": {"description": "What the person signs in with.", "type": "string", "context": editing, "required": true},
        "name": {"description": "The name that pages show.", "type": "string", "context": all},
        "first_name": {"description": "First name.", "type": "string", "context": editing},
        "last_name": {"description": "Last name.", "type": "string", "context": editing},
        "email": {"description": "Mail address.", "type": "string", "format": "email", "context": editing, "required": true},
        "url": {"description": "The person's own website.", "type": "string", "format": "uri", "context": all},
        "description": {"description": "Biographical text.", "type": "string", "context": all},
        "link": {"description": "Address of the person's posts.", "type": "string", "format": "uri", "context": all, "readonly": true},
        "locale": {"description": "Language of the screens.", "type": "string", "enum": locales(), "context": editing},
        "nickname": {"description": "Nickname.", "type": "string", "context": editing},
        "slug": {"description": "The login as part of an address.", "type": "string", "context": all},
        "registered_date": {"description": "When the account was made.", "type": "string", "format": "date-time", "context": editing, "readonly": true},
        "roles": {"description": "Roles on this site.", "type": "array", "items": {"type": "string"}, "context": editing},
        "password": {"description": "The password; never shown.", "type": "string", "context": [], "required": true},
        "capabilities": {"description": "All that the person may do.", "type": "object", "context": editing, "readonly": true},
        "extra_capabilities": {"description": "What was given to the person.", "type": "object", "context": editing, "readonly": true},
        "avatar_urls": {"description": "Portraits.", "type": "object", "context": all, "readonly": true,
            "properties": {"24": portrait(24), "48": portrait(48), "96": portrait(96)}},
        "meta": {"description": "Registered values.", "type": "object", "properties": {preferences::KEY: remembered()}},
    });
    fields.as_object().cloned().unwrap_or_default()
}

/// What a person's preferences are.
pub fn remembered() -> Value {
    json!({
        "type": "object", "title": "", "description": "", "default": [], "context": ["edit"],
        "properties": {"_modified": {"description": "When they were changed.", "type": "string", "format": "date-time", "readonly": false}},
        "additionalProperties": true,
    })
}
