//! `_fields`: keeps of each item what was named, dots leading inside (`rest_filter_response_fields`).

use serde_json::{Map, Value, json};

/// Keeps the named fields of an object, or of each object of a list.
pub fn filter(body: Value, fields: &[String]) -> Value {
    match body {
        Value::Array(items) => items.into_iter().map(|item| filter_item(item, fields)).collect(),
        other => filter_item(other, fields),
    }
}

/// Whether an answer needs to carry the field `name`: always when nothing was named.
pub fn wants(fields: &[String], name: &str) -> bool {
    fields.is_empty()
        || fields.iter().any(|field| {
            field == name
                || field.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
                || name.strip_prefix(field.as_str()).is_some_and(|rest| rest.starts_with('.'))
        })
}

fn filter_item(item: Value, fields: &[String]) -> Value {
    let Value::Object(object) = item else { return item };
    let mut kept = Map::new();
    for field in fields {
        copy(&object, &mut kept, &field.split('.').collect::<Vec<_>>());
    }
    // PHP's empty array is a list.
    if kept.is_empty() { json!([]) } else { Value::Object(kept) }
}

fn copy(from: &Map<String, Value>, to: &mut Map<String, Value>, path: &[&str]) {
    let [key, rest @ ..] = path else { return };
    let Some(value) = from.get(*key) else { return };
    if rest.is_empty() {
        to.insert((*key).to_owned(), value.clone());
        return;
    }
    let Value::Object(inner) = value else { return };
    let mut kept = match to.get_mut(*key).map(Value::take) {
        Some(Value::Object(kept)) => kept,
        _ => Map::new(),
    };
    copy(inner, &mut kept, rest);
    if kept.is_empty() {
        to.shift_remove(*key);
    } else {
        to.insert((*key).to_owned(), Value::Object(kept));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(body: Value, fields: &[&str]) -> Value {
        filter(body, &fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn named_fields_are_kept_also_inside() {
        let item = json!({"id": 1, "title": {"raw": "a", "rendered": "b"}, "x": 2});
        assert_eq!(kept(json!([item.clone()]), &["id", "title.raw"]), json!([{"id": 1, "title": {"raw": "a"}}]));
        assert_eq!(kept(item, &["nope"]), json!([]));
    }

    #[test]
    fn a_field_is_wanted_for_what_is_inside_it() {
        let fields = vec!["_links.self".to_owned()];
        assert!(wants(&fields, "_links"));
        assert!(!wants(&fields, "title"));
        assert!(wants(&[], "title"));
    }
}
