//! Checks a request against its endpoint's arguments, in WordPress's two stages: first those with a check of their own
//! (marked `"_checked_first": true` in our tables), all together; then, when those are clean, the types of the others.

use serde_json::{Map, Value, json};

use super::error::RestResult;
use super::schema::{sanitize, validate};
use super::{RestError, RestRequest};

/// The mark of an argument that is checked in the first stage. Not published.
pub const CHECKED_FIRST: &str = "_checked_first";

/// The mark of an argument that its own handler checks. Not published.
pub const UNCHECKED: &str = "_unchecked";

/// Fills in defaults, refuses what is missing or wrong, and converts values to their types.
pub fn apply(request: &mut RestRequest, arguments: &Value) -> RestResult<()> {
    let Some(arguments) = arguments.as_object() else { return Ok(()) };
    for (name, schema) in arguments {
        if let Some(default) = schema.get("default") {
            request.defaults.insert(name.clone(), default.clone());
        }
    }
    refuse_missing(request, arguments)?;
    let is_first = |schema: &Value| schema.get(CHECKED_FIRST).is_some();
    refuse_wrong(request, arguments.iter().filter(|(_, schema)| is_first(schema)))?;
    refuse_wrong(request, arguments.iter().filter(|(_, schema)| !is_first(schema)))?;
    convert(request, arguments);
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

fn refuse_wrong<'a>(request: &RestRequest, arguments: impl Iterator<Item = (&'a String, &'a Value)>) -> RestResult<()> {
    let mut wrong = Vec::new();
    for (name, schema) in arguments {
        let Some(value) = given(request, name).filter(|_| schema.get(UNCHECKED).is_none()) else { continue };
        if let Err(error) = validate(value, schema, name) {
            wrong.push((name.clone(), error));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(RestError::invalid_parameters(&wrong)) }
}

/// What the client gave, defaults aside.
fn given<'a>(request: &'a RestRequest, name: &str) -> Option<&'a Value> {
    [&request.body_parameters, &request.query_parameters, &request.url_parameters]
        .into_iter()
        .find_map(|parameters| parameters.get(name))
        .filter(|value| !value.is_null())
}

fn convert(request: &mut RestRequest, arguments: &Map<String, Value>) {
    for (name, schema) in arguments {
        let Some(value) = given(request, name) else { continue };
        let converted = sanitize(value, schema);
        request.set(name, converted);
    }
}

/// An argument as the index and `OPTIONS` publish it: without our marks, and with `required` said outright.
pub fn published(arguments: &Value) -> Value {
    let Some(arguments) = arguments.as_object() else { return json!([]) };
    if arguments.is_empty() {
        return json!([]);
    }
    let shown = arguments.iter().map(|(name, schema)| {
        let mut schema = schema.clone();
        if let Value::Object(fields) = &mut schema {
            fields.retain(|key, _| !key.starts_with('_'));
            let required = fields.shift_remove("required").unwrap_or(Value::Bool(false));
            fields.insert("required".to_owned(), required);
        }
        (name.clone(), schema)
    });
    Value::Object(shown.collect())
}
