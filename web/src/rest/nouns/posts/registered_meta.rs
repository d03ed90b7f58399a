//! The field `meta` of posts: the keys that are registered for the API, in the types that they are registered with
//! (`WP_REST_Meta_Fields`).

use cms::Settings;
use cms::posts::{RegisteredMeta, registered_meta};
use serde_json::{Map, Value, json};

use super::Kind;
use super::schema::contexts;
use crate::rest::RestError;
use crate::rest::error::RestResult;
use crate::rest::schema::{sanitize, validate};

/// Whether a pattern is changed in one place for all: kept as its meta, shown beside it.
const SYNC_STATUS: &str = "wp_pattern_sync_status";

/// What clients want written.
#[derive(Debug, Default)]
pub struct Given {
    /// By key; none removes it.
    pub single: Vec<(String, Option<String>)>,
    /// By key, every value from now on.
    pub lists: Vec<(String, Vec<String>)>,
}

/// The keys that clients may write, with their schemas: those that are shown, and those that are shown elsewhere.
fn writable(kind: Kind, settings: &Settings) -> Vec<(RegisteredMeta, Value)> {
    let sync_status = RegisteredMeta { name: SYNC_STATUS.to_owned(), single: true, ..RegisteredMeta::default() };
    let elsewhere = (kind.name == "wp_block").then_some(sync_status);
    let all = elsewhere.into_iter().chain(registered_meta(settings, kind.name));
    all.map(|meta| {
        let schema = schema_of(&meta);
        (meta, schema)
    })
    .collect()
}

fn schema_of(meta: &RegisteredMeta) -> Value {
    let mut schema = value_schema(meta);
    if meta.name == SYNC_STATUS {
        schema["enum"] = json!(["partial", "unsynced"]);
    }
    if meta.single { schema } else { json!({"type": "array", "items": schema}) }
}

fn value_schema(meta: &RegisteredMeta) -> Value {
    json!({
        "type": meta.value_type.name(),
        "title": meta.label,
        "description": meta.description,
        "default": meta.default_value(),
    })
}

/// The schema of the field `meta`.
pub fn schema(kind: Kind, settings: &Settings) -> Value {
    let known = writable(kind, settings).into_iter().map(|(meta, schema)| (meta.name, schema));
    let known: Map<String, Value> = known.collect();
    let properties = if known.is_empty() { json!([]) } else { Value::Object(known) };
    json!({"description": "Registered values.", "type": "object", "context": contexts("ve"), "properties": properties})
}

/// The field `meta` of a post that has these values, but for those that are `hidden`.
pub fn shown(kind: Kind, settings: &Settings, values: &[(String, String)], hidden: impl Fn(&str) -> bool) -> Value {
    let keys = registered_meta(settings, kind.name);
    let shown = keys.into_iter().map(|meta| {
        let own = values.iter().filter(|(key, _)| *key == meta.name && !hidden(key));
        let value = shown_value(&meta, own.map(|(_, text)| text.as_str()));
        (meta.name, value)
    });
    let shown: Map<String, Value> = shown.collect();
    if shown.is_empty() { json!([]) } else { Value::Object(shown) }
}

fn shown_value<'a>(meta: &RegisteredMeta, mut values: impl Iterator<Item = &'a str>) -> Value {
    match meta.single {
        true => values.next().map_or_else(|| meta.default_value(), |text| converted(meta, text)),
        false => values.map(|text| converted(meta, text)).collect(),
    }
}

/// A text of the database in the key's type; null where it is none (`prepare_value`).
fn converted(meta: &RegisteredMeta, text: &str) -> Value {
    if text.is_empty() {
        return meta.value_type.empty();
    }
    let (value, schema) = (json!(text), value_schema(meta));
    validate(&value, &schema, "").map_or(Value::Null, |()| sanitize(&value, &schema))
}

/// What a client wants written; keys that are not registered are passed over, and null removes a value. With one value
/// that does not fit, nothing is written.
pub fn given(kind: Kind, settings: &Settings, meta: Option<&Value>) -> RestResult<Given> {
    let mut given = Given::default();
    let Some(meta) = meta.and_then(Value::as_object) else { return Ok(given) };
    let mut wrong = Vec::new();
    for (RegisteredMeta { name, single, .. }, schema) in writable(kind, settings) {
        let Some(value) = meta.get(&name) else { continue };
        match (fitting(&name, value, &schema), single) {
            (Err(error), _) => wrong.push(error),
            (Ok(value), true) => given.single.push((name, value.as_ref().map(stored))),
            (Ok(value), false) => given.lists.push((name, stored_list(value.as_ref()))),
        }
    }
    if wrong.is_empty() { Ok(given) } else { Err(RestError::several(400, wrong)) }
}

/// The value in its key's type; none for null.
fn fitting(name: &str, value: &Value, schema: &Value) -> RestResult<Option<Value>> {
    if value.is_null() {
        return Ok(None);
    }
    validate(value, schema, &format!("meta.{name}"))?;
    Ok(Some(sanitize(value, schema)))
}

/// A value as PHP keeps it in a text column: `1` and nothing for yes and no, numbers without an empty fraction.
fn stored(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "1" } else { "" }.to_owned(),
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

fn stored_list(values: Option<&Value>) -> Vec<String> {
    values.and_then(Value::as_array).into_iter().flatten().map(stored).collect()
}
