//! Checks and converts values by JSON schema, with the rules, codes and messages of WordPress's
//! `rest_validate_value_from_schema` and `rest_sanitize_value_from_schema`.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::RestError;

/// Checks `value` against `schema`; `name` is how messages call it.
pub fn validate(value: &Value, schema: &Value, name: &str) -> Result<(), RestError> {
    for (keyword, several) in [("anyOf", true), ("oneOf", false)] {
        if let Some(choices) = schema.get(keyword).and_then(Value::as_array) {
            let choices = with_type(choices, schema);
            let chosen = choose(value, &choices, name, several)?;
            if schema.get("type").is_none() {
                return validate(value, chosen, name);
            }
        }
    }
    let Some(kind) = kind_of(value, schema) else { return Err(wrong_type(schema, name)) };
    check_kind(value, kind, schema, name)?;
    check_enum(value, schema, name)?;
    check_format(value, schema, name)
}

fn wrong_type(schema: &Value, name: &str) -> RestError {
    let kinds = kinds(schema);
    let message = format!("{name} is not of type {}.", kinds.join(","));
    invalid("rest_invalid_type", &message, json!({"param": name}))
}

fn invalid(code: &str, message: &str, data: Value) -> RestError {
    RestError { code: code.to_owned(), message: message.to_owned(), status: 400, data, beside: Map::new() }
}

fn kinds(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The first of the schema's types that the value can be taken as; any value fits a schema without a type.
fn kind_of<'a>(value: &Value, schema: &'a Value) -> Option<&'a str> {
    let kinds = kinds(schema);
    if kinds.is_empty() {
        return Some("");
    }
    kinds.into_iter().find(|kind| is_kind(value, kind))
}

fn is_kind(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null() || value.as_str() == Some(""),
        "boolean" => boolean(value).is_some(),
        "integer" => integer(value).is_some(),
        "number" => number(value).is_some(),
        "string" => value.is_string(),
        "array" => list(value).is_some(),
        "object" => value.is_object() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty),
        _ => false,
    }
}

/// PHP's scalars that mean true or false in a REST request (`rest_is_boolean`).
fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let text = text.trim_start_matches([' ', '\t', '\n', '\r']);
            let starts_well = text.starts_with(|letter: char| letter.is_ascii_digit() || "+-.".contains(letter));
            let parsed = text.trim_end().parse::<f64>().ok()?;
            (starts_well && parsed.is_finite()).then_some(parsed)
        }
        _ => None,
    }
}

/// A whole number as PHP casts it: beyond the largest it is the largest.
fn whole(value: &Value) -> i64 {
    let exact = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    exact.unwrap_or_else(|| number(value).unwrap_or_default() as i64)
}

fn integer(value: &Value) -> Option<f64> {
    number(value).filter(|number| number.fract() == 0.0)
}

/// A list, or a text of commas and spaces that stands for one (`rest_is_array`).
fn list(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(items) => Some(items.clone()),
        Value::String(text) if text.is_empty() => Some(Vec::new()),
        Value::String(text) => {
            let parts = text.split([',', ' ', '\t', '\n', '\r']).filter(|part| !part.is_empty());
            Some(parts.map(|part| json!(part)).collect())
        }
        Value::Number(_) | Value::Bool(_) => Some(vec![value.clone()]),
        _ => None,
    }
}

fn check_kind(value: &Value, kind: &str, schema: &Value, name: &str) -> Result<(), RestError> {
    match kind {
        "array" => check_list(value, schema, name),
        "object" => check_object(value, schema, name),
        "integer" | "number" => check_bounds(value, schema, name),
        "string" => check_text(value, schema, name),
        _ => Ok(()),
    }
}

fn check_bounds(value: &Value, schema: &Value, name: &str) -> Result<(), RestError> {
    let Some(number) = number(value) else { return Ok(()) };
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let exclusive = |key: &str| schema.get(key).and_then(Value::as_bool).unwrap_or(false);
    let (minimum, maximum) = (bound("minimum"), bound("maximum"));
    let (open_below, open_above) = (exclusive("exclusiveMinimum"), exclusive("exclusiveMaximum"));
    let below = minimum.is_some_and(|minimum| if open_below { number <= minimum } else { number < minimum });
    let above = maximum.is_some_and(|maximum| if open_above { number >= maximum } else { number > maximum });
    if !below && !above {
        return Ok(());
    }
    let side = |open: bool| if open { "exclusive" } else { "inclusive" };
    let message = match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => {
            let (low, high) = (side(open_below), side(open_above));
            format!("{name} must be between {minimum} ({low}) and {maximum} ({high})")
        }
        (Some(minimum), None) if open_below => format!("{name} must be greater than {minimum}"),
        (Some(minimum), None) => format!("{name} must be greater than or equal to {minimum}"),
        (None, Some(maximum)) if open_above => format!("{name} must be less than {maximum}"),
        (None, maximum) => format!("{name} must be less than or equal to {}", maximum.unwrap_or_default()),
    };
    Err(invalid("rest_out_of_bounds", &message, Value::Null))
}

fn check_text(value: &Value, schema: &Value, name: &str) -> Result<(), RestError> {
    let Some(text) = value.as_str() else { return Ok(()) };
    let length = text.chars().count() as u64;
    let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
    if let Some(least) = limit("minLength").filter(|least| length < *least) {
        let characters = if least == 1 { "character" } else { "characters" };
        let message = format!("{name} must be at least {least} {characters} long.");
        return Err(invalid("rest_too_short", &message, Value::Null));
    }
    if let Some(most) = limit("maxLength").filter(|most| length > *most) {
        let characters = if most == 1 { "character" } else { "characters" };
        let message = format!("{name} must be at most {most} {characters} long.");
        return Err(invalid("rest_too_long", &message, Value::Null));
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        let fits = regex::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text));
        if !fits {
            let message = format!("{name} does not match pattern {pattern}.");
            return Err(invalid("rest_invalid_pattern", &message, Value::Null));
        }
    }
    Ok(())
}

fn check_list(value: &Value, schema: &Value, name: &str) -> Result<(), RestError> {
    let items = list(value).unwrap_or_default();
    if let Some(item_schema) = schema.get("items") {
        for (position, item) in items.iter().enumerate() {
            validate(item, item_schema, &format!("{name}[{position}]"))?;
        }
    }
    let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
    let length = items.len() as u64;
    if let Some(least) = limit("minItems").filter(|least| length < *least) {
        let noun = if least == 1 { "item" } else { "items" };
        return Err(invalid(
            "rest_too_few_items",
            &format!("{name} must contain at least {least} {noun}."),
            Value::Null,
        ));
    }
    if let Some(most) = limit("maxItems").filter(|most| length > *most) {
        let noun = if most == 1 { "item" } else { "items" };
        return Err(invalid(
            "rest_too_many_items",
            &format!("{name} must contain at most {most} {noun}."),
            Value::Null,
        ));
    }
    let is_unique = schema.get("uniqueItems").and_then(Value::as_bool).unwrap_or(false);
    if is_unique && items.iter().enumerate().any(|(position, item)| items[..position].contains(item)) {
        return Err(invalid("rest_duplicate_items", &format!("{name} has duplicate items."), Value::Null));
    }
    Ok(())
}

fn check_object(value: &Value, schema: &Value, name: &str) -> Result<(), RestError> {
    let empty = Map::new();
    let object = value.as_object().unwrap_or(&empty);
    let known = schema.get("properties").and_then(Value::as_object);
    check_required(object, schema, known, name)?;
    for (key, property) in object {
        let path = format!("{name}[{key}]");
        match known.and_then(|known| known.get(key)) {
            Some(property_schema) => validate(property, property_schema, &path)?,
            None => match schema.get("additionalProperties") {
                Some(Value::Bool(false)) => {
                    let message = format!("{key} is not a valid property of Object.");
                    return Err(invalid("rest_additional_properties_forbidden", &message, Value::Null));
                }
                Some(additional @ Value::Object(_)) => validate(property, additional, &path)?,
                _ => {}
            },
        }
    }
    Ok(())
}

fn check_required(
    object: &Map<String, Value>,
    schema: &Value,
    known: Option<&Map<String, Value>>,
    name: &str,
) -> Result<(), RestError> {
    let listed = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let marked =
        known.into_iter().flatten().filter(|(_, property)| property.get("required") == Some(&Value::Bool(true)));
    let missing = listed.chain(marked.map(|(key, _)| key.as_str())).find(|key| !object.contains_key(*key));
    match missing {
        None => Ok(()),
        Some(key) => {
            let message = format!("{key} is a required property of {name}.");
            Err(invalid("rest_property_required", &message, Value::Null))
        }
    }
}

fn check_enum(value: &Value, schema: &Value, name: &str) -> Result<(), RestError> {
    let choices: Vec<Value> = match schema.get("enum") {
        Some(Value::Array(choices)) => choices.clone(),
        // WordPress publishes some lists with their keys.
        Some(Value::Object(choices)) => choices.values().cloned().collect(),
        _ => return Ok(()),
    };
    let converted = sanitize(value, schema);
    if choices.contains(&converted) {
        return Ok(());
    }
    let shown: Vec<String> = choices.iter().map(shown).collect();
    let message = match shown.as_slice() {
        [one] => format!("{name} is not {one}."),
        several => format!("{name} is not one of {}.", spoken_list(several)),
    };
    Err(invalid("rest_not_in_enum", &message, Value::Null))
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// `a and b`, `a, b, and c` (`wp_sprintf` with `%l`).
pub fn spoken_list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [all @ .., last] => format!("{}, and {last}", all.join(", ")),
    }
}

fn check_format(value: &Value, schema: &Value, name: &str) -> Result<(), RestError> {
    let (Some(format), Some(text)) = (schema.get("format").and_then(Value::as_str), value.as_str()) else {
        return Ok(());
    };
    let is_text = kinds(schema).is_empty() || kinds(schema).contains(&"string");
    if !is_text {
        return Ok(());
    }
    match format {
        "date-time" if parse_date(text).is_none() => Err(invalid("rest_invalid_date", "Invalid date.", Value::Null)),
        "email" if !cms::comments::is_mail_address(text) => {
            Err(invalid("rest_invalid_email", "Invalid email address.", Value::Null))
        }
        "hex-color" if !is_hex_color(text) => Err(invalid("rest_invalid_hex_color", "Invalid hex color.", Value::Null)),
        "ip" if text.parse::<std::net::IpAddr>().is_err() => {
            Err(invalid("rest_invalid_ip", &format!("{name} is not a valid IP address."), Value::Null))
        }
        "uuid" if uuid::Uuid::parse_str(text).is_err() => {
            Err(invalid("rest_invalid_uuid", &format!("{name} is not a valid UUID."), Value::Null))
        }
        _ => Ok(()),
    }
}

fn is_hex_color(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('#') else { return false };
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// A date as `rest_parse_date` understands it: RFC 3339, the zone left out at will. Answers the time and, where a zone
/// was given, its distance from UTC in seconds.
pub fn parse_date(text: &str) -> Option<(chrono::NaiveDateTime, Option<i64>)> {
    let text = text.trim();
    if let Ok(date) = chrono::DateTime::parse_from_rfc3339(text) {
        return Some((date.naive_local(), Some(i64::from(date.offset().local_minus_utc()))));
    }
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"]
        .iter()
        .find_map(|format| chrono::NaiveDateTime::parse_from_str(text, format).ok())
        .map(|date| (date, None))
}

/// A choice that names no type has that of the schema around it.
fn with_type<'a>(choices: &'a [Value], schema: &Value) -> Cow<'a, [Value]> {
    let Some(kind) = schema.get("type") else { return Cow::Borrowed(choices) };
    let typed = choices.iter().map(|choice| {
        let mut choice = choice.clone();
        if let Value::Object(fields) = &mut choice {
            fields.entry("type").or_insert_with(|| kind.clone());
        }
        choice
    });
    Cow::Owned(typed.collect())
}

fn choose<'a>(value: &Value, choices: &'a [Value], name: &str, several: bool) -> Result<&'a Value, RestError> {
    let mut fitting = Vec::new();
    let mut failures = Vec::new();
    for (position, choice) in choices.iter().enumerate() {
        match validate(value, choice, name) {
            Ok(()) if several => return Ok(choice),
            Ok(()) => fitting.push(choice),
            Err(error) => failures.push((position, choice, error)),
        }
    }
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => Err(no_choice_fits(value, &failures, name)),
        _ => {
            let message = format!("{name} matches more than one of the expected formats.");
            Err(invalid("rest_one_of_multiple_matches", &message, Value::Null))
        }
    }
}

/// Names the choice that was probably meant: the one whose type fits, else the only one.
fn no_choice_fits(value: &Value, failures: &[(usize, &Value, RestError)], name: &str) -> RestError {
    let of_same_type = failures.iter().find(|(_, choice, error)| {
        kind_of(value, choice).is_some() && error.code != "rest_invalid_type"
            || kind_of(value, choice).is_some() && error.data.get("param").and_then(Value::as_str) != Some(name)
    });
    match of_same_type {
        Some((position, choice, error)) => {
            let message = match choice.get("title").and_then(Value::as_str) {
                Some(title) => format!("{name} is not a valid {title}. Reason: {}", error.message),
                None => format!("{name} does not match the expected format. Reason: {}", error.message),
            };
            invalid("rest_no_matching_schema", &message, json!({"position": position}))
        }
        None => {
            let titles: Vec<String> = failures
                .iter()
                .filter_map(|(_, choice, _)| choice.get("title").and_then(Value::as_str).map(str::to_owned))
                .collect();
            let message = if titles.len() == failures.len() && !titles.is_empty() {
                format!("{name} is not a valid {}.", spoken_list(&titles))
            } else {
                format!("{name} does not match any of the expected formats.")
            };
            invalid("rest_no_matching_schema", &message, Value::Null)
        }
    }
}

/// Converts a checked value to the schema's type: `"5"` to 5, `"a,b"` to a list.
pub fn sanitize(value: &Value, schema: &Value) -> Value {
    for keyword in ["anyOf", "oneOf"] {
        if let Some(choices) = schema.get(keyword).and_then(Value::as_array) {
            let choices = with_type(choices, schema);
            let fitting = choices.iter().find(|choice| validate(value, choice, "").is_ok());
            if let Some(choice) = fitting {
                return sanitize(value, choice);
            }
        }
    }
    match kind_of(value, schema).unwrap_or("") {
        "null" => Value::Null,
        "boolean" => json!(boolean(value).unwrap_or_default()),
        "integer" => json!(whole(value)),
        "number" => number(value).map_or(Value::Null, |number| json!(number)),
        "array" => {
            let items = list(value).unwrap_or_default();
            match schema.get("items") {
                Some(item_schema) => items.iter().map(|item| sanitize(item, item_schema)).collect(),
                None => Value::Array(items),
            }
        }
        "object" => sanitize_object(value, schema),
        _ => value.clone(),
    }
}

fn sanitize_object(value: &Value, schema: &Value) -> Value {
    let Some(object) = value.as_object() else { return json!({}) };
    let known = schema.get("properties");
    let properties = object.iter().map(|(key, property)| {
        let converted = match known.and_then(|known| known.get(key)) {
            Some(property_schema) => sanitize(property, property_schema),
            None => property.clone(),
        };
        (key.clone(), converted)
    });
    Value::Object(properties.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(value: Value, schema: Value) -> String {
        validate(&value, &schema, "x").map_or_else(|error| error.message, |()| "fits".to_owned())
    }

    #[test]
    fn numbers_come_as_text_too() {
        let schema = json!({"type": "integer", "minimum": 1, "maximum": 100});
        assert_eq!(message(json!("5"), schema.clone()), "fits");
        assert_eq!(message(json!("2.5"), schema.clone()), "x is not of type integer.");
        assert_eq!(message(json!(""), schema.clone()), "x is not of type integer.");
        assert_eq!(message(json!(0), schema.clone()), "x must be between 1 (inclusive) and 100 (inclusive)");
        assert_eq!(sanitize(&json!("5"), &schema), json!(5));
    }

    #[test]
    fn a_text_of_commas_is_a_list() {
        let schema = json!({"type": "array", "items": {"type": "integer"}});
        assert_eq!(sanitize(&json!("1,2, 3"), &schema), json!([1, 2, 3]));
        assert_eq!(message(json!("1,abc"), schema), "x[1] is not of type integer.");
    }

    #[test]
    fn the_choice_that_was_meant_is_named() {
        let schema = json!({"oneOf": [
            {"title": "Term ID List", "type": "array", "items": {"type": "integer"}},
            {"title": "Term ID Taxonomy Query", "type": "object",
             "properties": {"terms": {"type": "array", "items": {"type": "integer"}}}},
        ]});
        assert_eq!(
            message(json!("abc"), schema.clone()),
            "x is not a valid Term ID List. Reason: x[0] is not of type integer."
        );
        assert_eq!(
            message(json!({"terms": "abc"}), schema),
            "x is not a valid Term ID Taxonomy Query. Reason: x[terms][0] is not of type integer."
        );
    }

    #[test]
    fn a_date_without_a_time_is_refused() {
        let schema = json!({"type": "string", "format": "date-time"});
        assert_eq!(message(json!("2012-01-01"), schema.clone()), "Invalid date.");
        assert_eq!(message(json!("2012-01-01T00:00:00"), schema.clone()), "fits");
        assert_eq!(message(json!("2012-01-01T00:00:00+02:00"), schema), "fits");
    }

    #[test]
    fn enums_are_listed_as_a_person_would() {
        let schema = json!({"type": "string", "enum": ["asc", "desc"]});
        assert_eq!(message(json!("up"), schema), "x is not one of asc and desc.");
    }
}
