//! Checks a request against its endpoint's arguments, in WordPress's two stages: first those with a check of their own
//! (marked `"_checked_first": true` in our tables), all together; then, when those are clean, the types of the others.

use serde_json::{Map, Value, json};

use super::error::RestResult;
use super::route::Endpoint;
use super::schema::{sanitize, validate};
use super::{RestError, RestRequest};

/// The mark of an argument that is checked in the first stage. Not published.
pub const CHECKED_FIRST: &str = "_checked_first";

/// The mark of an argument that its own handler checks and converts. Not published.
pub const UNCHECKED: &str = "_unchecked";

/// No list has so many pages: what is beyond is as empty, and where this one would begin can still be counted.
const LAST_PAGE: i64 = i32::MAX as i64;

/// Fills in defaults, refuses what is missing or wrong, and converts values to their types.
pub fn apply(request: &mut RestRequest, endpoint: &Endpoint) -> RestResult<()> {
    let Some(arguments) = endpoint.arguments.as_object() else { return Ok(()) };
    for (name, schema) in arguments {
        if let Some(default) = schema.get("default") {
            request.defaults.insert(name.clone(), default.clone());
        }
    }
    refuse_missing(request, arguments)?;
    let is_first = |schema: &Value| schema.get(CHECKED_FIRST).is_some();
    let mut wrong = wrong(request, arguments.iter().filter(|(_, schema)| is_first(schema)));
    let mut converted = Vec::new();
    for (name, check) in &endpoint.checks {
        match request.get(name).map(|value| check(request, value)) {
            Some(Ok(value)) => converted.push((*name, value)),
            Some(Err(error)) => wrong.push(((*name).to_owned(), error)),
            None => {}
        }
    }
    refuse(&wrong)?;
    refuse(&self::wrong(request, arguments.iter().filter(|(_, schema)| !is_first(schema))))?;
    convert(request, arguments);
    for (name, value) in converted {
        request.set(name, value);
    }
    Ok(())
}

fn refuse_missing(request: &RestRequest, arguments: &Map<String, Value>) -> RestResult<()> {
    let required = arguments.iter().filter(|(_, schema)| schema.get("required") == Some(&Value::Bool(true)));
    let missing: Vec<&str> =
        required.filter(|(name, _)| request.get(name).is_none()).map(|(name, _)| name.as_str()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!("Missing parameter(s): {}", missing.join(", "));
    Err(RestError::new(400, "rest_missing_callback_param", &message).with("params", json!(missing)))
}

fn refuse(wrong: &[(String, RestError)]) -> RestResult<()> {
    if wrong.is_empty() { Ok(()) } else { Err(RestError::invalid_parameters(wrong)) }
}

/// Whether an argument holds the registered values of something that is written: its handler checks each, and here it
/// must be a list or an object alone (`check_meta_is_array`).
fn is_meta(request: &RestRequest, name: &str) -> bool {
    name == "meta" && request.method != "GET"
}

fn check(request: &RestRequest, name: &str, schema: &Value, value: &Value) -> RestResult<()> {
    match is_meta(request, name) {
        false => validate(value, schema, name),
        true if value.is_object() || value.is_array() => Ok(()),
        true => Err(RestError::invalid_parameter()),
    }
}

/// What is wrong with these arguments. Defaults are checked as well: some are meant to be overridden.
fn wrong<'a>(
    request: &RestRequest,
    arguments: impl Iterator<Item = (&'a String, &'a Value)>,
) -> Vec<(String, RestError)> {
    let checked = arguments.filter(|(name, schema)| schema.get(UNCHECKED).is_none() || is_meta(request, name));
    let errors = checked.filter_map(|(name, schema)| {
        let error = check(request, name, schema, request.get(name)?).err()?;
        Some((name.clone(), error))
    });
    errors.collect()
}

fn convert(request: &mut RestRequest, arguments: &Map<String, Value>) {
    for (name, schema) in arguments.iter().filter(|(_, schema)| schema.get(UNCHECKED).is_none()) {
        if is_meta(request, name) {
            continue;
        }
        let Some(value) = request.get(name) else { continue };
        let converted = match (name.as_str(), sanitize(value, schema)) {
            ("page", Value::Number(page)) => json!(page.as_i64().unwrap_or(LAST_PAGE).min(LAST_PAGE)),
            (_, converted) => converted,
        };
        if converted != *value {
            request.set(name, converted);
        }
    }
}

/// Whether a schema's key is published with arguments (`rest_get_allowed_schema_keywords`).
pub fn is_keyword(key: &str) -> bool {
    KEYWORDS.contains(&key)
}

const KEYWORDS: [&str; 25] = [
    "title",
    "description",
    "default",
    "type",
    "format",
    "enum",
    "items",
    "properties",
    "additionalProperties",
    "patternProperties",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "anyOf",
    "oneOf",
];

/// Arguments as the index and `OPTIONS` publish them: known keywords alone, and `required` said outright.
pub fn published(arguments: &Value) -> Value {
    let Some(arguments) = arguments.as_object().filter(|arguments| !arguments.is_empty()) else { return json!([]) };
    let shown = arguments.iter().map(|(name, schema)| {
        let fields = schema.as_object().into_iter().flatten().filter(|(key, _)| is_keyword(key));
        let mut shown: Map<String, Value> = fields.map(|(key, value)| (key.clone(), value.clone())).collect();
        shown.insert("required".to_owned(), json!(schema.get("required") == Some(&Value::Bool(true))));
        (name.clone(), Value::Object(shown))
    });
    Value::Object(shown.collect())
}
