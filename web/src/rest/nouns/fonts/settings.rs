//! A font's settings: a text that holds JSON, so that files can be sent beside it.

use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::schema::{sanitize, validate};
use crate::rest::{RestError, RestRequest};

/// What a family is set to.
pub fn of_family() -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": {
        "name": {"description": "Its name for people.", "type": "string", "required": true, "minLength": 1},
        "slug": {"description": "Its name.", "type": "string", "required": true, "minLength": 1},
        "fontFamily": {"description": "It as CSS.", "type": "string", "required": true, "minLength": 1},
        "preview": {"description": "A picture of it.", "type": "string", "format": "uri", "default": ""},
    }})
}

/// What a face is set to.
pub fn of_face() -> Value {
    let text = |description: &str| json!({"description": description, "type": "string"});
    let source = json!({"description": "Where its files are.", "required": true,
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    json!({"type": "object", "additionalProperties": false, "properties": {
        "fontFamily": {"description": "Its family as CSS.", "type": "string", "required": true, "minLength": 1},
        "fontStyle": text("Its style."), "fontWeight": {"description": "Its weight.", "type": ["string", "integer"]},
        "fontDisplay": {"description": "What is shown until it is there.", "type": "string",
            "enum": ["auto", "block", "fallback", "swap", "optional"]},
        "src": source, "fontStretch": text("Its width."), "ascentOverride": text("Its ascent."),
        "descentOverride": text("Its descent."), "fontVariant": text("Its variant."),
        "fontFeatureSettings": text("Its features."), "fontVariationSettings": text("Its variations."),
        "lineGapOverride": text("Its line gap."), "sizeAdjust": text("Its size."),
        "unicodeRange": text("The letters that it has."), "preview": {"description": "A picture of it.", "type": "string", "format": "uri"},
    }})
}

/// Checks settings that came as a text; gives the text of what they are then.
pub fn check_family(_: &RestRequest, value: &Value) -> RestResult<Value> {
    check(value, "font_family_settings", &of_family())
}

/// The same for a face. Its files must stand somewhere on the web.
pub fn check_face(_: &RestRequest, value: &Value) -> RestResult<Value> {
    let settings = check(value, "font_face_settings", &of_face())?;
    let parsed: Value = settings.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let sources: Vec<&str> = match &parsed["src"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is_web =
        |source: &&str| source.starts_with("https://") || source.starts_with("http://") || source.starts_with('/');
    if !sources.is_empty() && sources.iter().all(is_web) {
        return Ok(settings);
    }
    let message = "font_face_settings[src] must name files by their addresses.";
    Err(RestError::new(400, "rest_invalid_param", message))
}

fn check(value: &Value, name: &str, schema: &Value) -> RestResult<Value> {
    let text = value.as_str().unwrap_or_default();
    let Ok(settings @ Value::Object(_)) = serde_json::from_str::<Value>(text) else {
        let message = format!("{name} parameter must be a valid JSON string.");
        return Err(RestError::new(400, "rest_invalid_param", &message));
    };
    validate(&settings, schema, name)?;
    Ok(json!(sanitize(&settings, schema).to_string()))
}

/// The settings that a request brings, once they are checked.
pub fn given(request: &RestRequest, name: &str) -> Value {
    request.text(name).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}
