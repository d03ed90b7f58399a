//! What the editor remembers of a person: the one key of user meta that WordPress registers for the API.

use std::collections::HashMap;

use cms::{Site, users};
use serde_json::{Value, json};

use super::schema;
use crate::rest::error::RestResult;
use crate::rest::schema::validate;
use crate::rest::{RestError, RestRequest};

/// Its name, in the API and in the table.
pub const KEY: &str = "persisted_preferences";

/// The preferences of these people, by their numbers.
pub async fn load(site: &Site, ids: &[i64]) -> RestResult<HashMap<i64, Value>> {
    let rows = users::meta_of_each(site, ids, KEY).await?;
    Ok(rows.into_iter().filter_map(|(id, text)| Some((id, as_php(serde_json::from_str(&text).ok()?)))).collect())
}

/// Refuses what cannot be kept, before anything is.
pub fn check(request: &RestRequest) -> RestResult<()> {
    let given = request.get("meta").and_then(|meta| meta.get(KEY)).filter(|given| !given.is_null());
    let name = format!("meta.{KEY}");
    given
        .map_or(Ok(()), |given| validate(given, &schema::remembered(), &name))
        .map_err(|error| RestError::new(400, &error.code, &error.message).with("param", json!(name)))
}

/// Keeps what the request's `meta` holds; null removes it, as WordPress's meta fields do.
pub async fn keep(request: &RestRequest, user_id: i64) -> RestResult<()> {
    let Some(given) = request.get("meta").and_then(|meta| meta.get(KEY)) else { return Ok(()) };
    let text = (!given.is_null()).then(|| given.to_string());
    users::set_meta(&request.site, &request.actor, user_id, KEY, text.as_deref()).await?;
    Ok(())
}

/// PHP tells an empty object from an empty list nowhere.
fn as_php(value: Value) -> Value {
    match value {
        Value::Object(object) if object.is_empty() => json!([]),
        Value::Object(object) => Value::Object(object.into_iter().map(|(key, value)| (key, as_php(value))).collect()),
        Value::Array(items) => items.into_iter().map(as_php).collect(),
        other => other,
    }
}
