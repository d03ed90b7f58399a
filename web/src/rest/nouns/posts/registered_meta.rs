//! The meta keys that the API shows and takes of posts (`register_post_meta` with `show_in_rest`).

use serde_json::{Map, Value, json};

use super::Kind;
use super::schema::contexts;
use crate::rest::RestError;
use crate::rest::error::RestResult;
use crate::rest::schema::validate;

/// The keys that posts of this type have, each a text.
pub fn keys(kind: Kind) -> &'static [&'static str] {
    match kind.name {
        "post" | "page" | "wp_block" => &["footnotes"],
        _ => &[],
    }
}

/// Whether a pattern is changed in one place for all: kept as its meta, shown beside it.
const SYNC_STATUS: &str = "wp_pattern_sync_status";

/// The keys that clients may write: those that are shown, and those that are shown elsewhere.
fn writable(kind: Kind) -> Vec<&'static str> {
    let elsewhere = (kind.name == "wp_block").then_some(SYNC_STATUS);
    elsewhere.into_iter().chain(keys(kind).iter().copied()).collect()
}

fn schema_of(key: &str) -> Value {
    let mut schema = json!({"type": "string", "title": "", "description": "", "default": ""});
    if key == SYNC_STATUS {
        schema["enum"] = json!(["partial", "unsynced"]);
    }
    schema
}

/// The schema of the field `meta`.
pub fn schema(kind: Kind) -> Value {
    let known: Map<String, Value> = writable(kind).into_iter().map(|key| (key.to_owned(), schema_of(key))).collect();
    let properties = if known.is_empty() { json!([]) } else { Value::Object(known) };
    json!({"description": "Registered values.", "type": "object", "context": contexts("ve"), "properties": properties})
}

/// The field `meta` of a post with these values.
pub fn shown(kind: Kind, value_of: impl Fn(&str) -> Option<String>) -> Value {
    let values = keys(kind).iter().map(|key| ((*key).to_owned(), json!(value_of(key).unwrap_or_default())));
    let values: Map<String, Value> = values.collect();
    if values.is_empty() { json!([]) } else { Value::Object(values) }
}

/// What a client wants written; keys that are not registered are passed over, and null removes a value.
pub fn given(kind: Kind, meta: Option<&Value>) -> RestResult<Vec<(String, Option<String>)>> {
    let Some(meta) = meta.and_then(Value::as_object) else { return Ok(Vec::new()) };
    let known = meta.iter().filter(|(key, _)| writable(kind).contains(&key.as_str()));
    known.map(|(key, value)| Ok((key.clone(), text(key, value)?))).collect()
}

fn text(key: &str, value: &Value) -> RestResult<Option<String>> {
    if value.is_null() {
        return Ok(None);
    }
    validate(value, &schema_of(key), &format!("meta.{key}")).map_err(|error| {
        RestError::new(400, &error.code, &error.message).with("param", json!(format!("meta.{key}")))
    })?;
    Ok(value.as_str().map(str::to_owned))
}
