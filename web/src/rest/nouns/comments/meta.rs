//! The one value of comments that WordPress registers for the API: whether an editor's note is settled.

use cms::comments::{self, NOTE_STATUS, NOTE_STATUSES};
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::schema::validate;
use crate::rest::{RestError, RestRequest};

/// What the field `meta` consists of.
pub fn schema() -> Value {
    json!({NOTE_STATUS: {
        "description": "Whether a note is settled.", "type": "string", "title": "", "default": "", "enum": NOTE_STATUSES,
    }})
}

/// The field `meta` of a comment with these values; what is not one of the choices shows as null.
pub fn shown(values: &[(String, String)]) -> Value {
    let kept = values.iter().find(|(key, _)| key == NOTE_STATUS).map(|(_, value)| value.as_str());
    json!({NOTE_STATUS: kept.filter(|value| NOTE_STATUSES.contains(value))})
}

/// What the client wants it to be: none if it says nothing, null to remove it.
pub fn given(request: &RestRequest) -> RestResult<Option<Value>> {
    let Some(value) = request.get("meta").and_then(|meta| meta.get(NOTE_STATUS)) else { return Ok(None) };
    if !value.is_null() {
        let name = format!("meta.{NOTE_STATUS}");
        validate(value, &schema()[NOTE_STATUS], &name)
            .map_err(|error| RestError::new(400, &error.code, &error.message).with("param", json!(name)))?;
    }
    Ok(Some(value.clone()))
}

/// Keeps what the client wants on a comment.
pub async fn keep(request: &RestRequest, id: i64) -> RestResult<()> {
    let Some(value) = given(request)? else { return Ok(()) };
    comments::set_meta(&request.site, &request.actor, id, NOTE_STATUS, value.as_str())
        .await
        .map_err(|error| RestError::refused(&request.actor, error))
}
