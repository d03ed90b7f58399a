//! The schema of what a route shows, and the arguments of changes that follow from it
//! (`WP_REST_Controller::get_item_schema`, `rest_get_endpoint_args_for_schema`).
//!
//! A property may carry marks that are not published: [`UNCHECKED`] for what the handler checks itself (`true`, or `"edit"`
//! where that is so of changes alone, because what stands there already may be sent again), and [`ARGUMENT`],
//! an object that is laid over the property where it is an argument (`arg_options`).

use serde_json::{Map, Value, json};

use super::arguments::{CHECKED_FIRST, UNCHECKED, is_keyword};

/// The mark of a property whose argument differs from what is shown, and how.
pub const ARGUMENT: &str = "_argument";

/// What arguments are for: new items need what is required and get defaults, others keep what they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// `POST` on a collection.
    Create,
    /// `POST`, `PUT` and `PATCH` on an item.
    Edit,
}

/// The schema of an item with this title and these properties.
pub fn item(title: &str, properties: Value) -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": title,
        "type": "object",
        "properties": properties,
    })
}

/// The arguments of a change: every property of the schema that is not `readonly`.
pub fn arguments(schema: &Value, purpose: Purpose) -> Map<String, Value> {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let writable = properties.filter(|(_, property)| property.get("readonly") != Some(&Value::Bool(true)));
    writable.map(|(name, property)| (name.clone(), argument(property, purpose))).collect()
}

fn argument(property: &Value, purpose: Purpose) -> Value {
    let fields = property.as_object().into_iter().flatten();
    let taken = |key: &str| match key {
        "default" | "required" => purpose == Purpose::Create,
        UNCHECKED => purpose == Purpose::Edit || property[UNCHECKED] == true,
        key => is_keyword(key),
    };
    let mut argument: Map<String, Value> = fields
        .filter(|(key, value)| taken(key) && !value.is_null())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let laid_over = property.get(ARGUMENT).and_then(Value::as_object).into_iter().flatten();
    argument.extend(laid_over.filter(|(key, _)| taken(key)).map(|(key, value)| (key.clone(), value.clone())));
    argument.insert(CHECKED_FIRST.to_owned(), Value::Bool(true));
    Value::Object(argument)
}

/// The schema as `OPTIONS` publishes it: without our marks.
pub fn published(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let shown = fields.iter().filter(|(key, _)| !is_mark(key));
            Value::Object(shown.map(|(key, value)| (key.clone(), published(value))).collect())
        }
        Value::Array(items) => items.iter().map(published).collect(),
        other => other.clone(),
    }
}

fn is_mark(key: &str) -> bool {
    matches!(key, ARGUMENT | CHECKED_FIRST | UNCHECKED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Value {
        item(
            "thing",
            json!({
                "id": {"type": "integer", "readonly": true, "context": ["view"]},
                "name": {"type": "string", "required": true, "default": "x", "context": ["view"]},
                "title": {"type": "object", "_unchecked": true},
                "slug": {"type": "string", "_argument": {"required": true, "minLength": 1}},
            }),
        )
    }

    #[test]
    fn only_new_items_need_what_is_required() {
        let create = arguments(&schema(), Purpose::Create);
        assert!(!create.contains_key("id"));
        assert_eq!(create["name"], json!({"type": "string", "required": true, "default": "x", CHECKED_FIRST: true}));
        let edit = arguments(&schema(), Purpose::Edit);
        assert_eq!(edit["name"], json!({"type": "string", CHECKED_FIRST: true}));
        assert_eq!(edit["slug"], json!({"type": "string", "minLength": 1, CHECKED_FIRST: true}));
    }

    #[test]
    fn marks_are_not_published() {
        let shown = published(&schema());
        assert_eq!(shown["properties"]["slug"], json!({"type": "string"}));
        assert_eq!(shown["properties"]["name"]["context"], json!(["view"]));
    }
}
