//! Query strings and forms as PHP reads them: `a[]=1&a[]=2` is a list, `a[b]=1` an object.

use serde_json::{Map, Value, json};

/// How deep brackets may nest; deeper ones stay part of the name.
const DEEPEST: usize = 16;
/// More parameters than this are not read (PHP's `max_input_vars`).
const MOST: usize = 1_000;

/// The parameters of `text`, decoded; later ones win.
pub fn parse(text: &str) -> Map<String, Value> {
    let mut root = Map::new();
    for (name, value) in url::form_urlencoded::parse(text.as_bytes()).take(MOST) {
        insert(&mut root, &name, json!(value));
    }
    root.into_iter().map(|(name, value)| (name, as_list(value))).collect()
}

/// Adds one parameter under its bracketed name.
pub fn insert(root: &mut Map<String, Value>, name: &str, value: Value) {
    let (first, keys) = split(name);
    if first.is_empty() {
        return;
    }
    let mut slot = root.entry(first).or_insert(Value::Null);
    for key in keys {
        if !slot.is_object() {
            *slot = json!({});
        }
        let Value::Object(object) = slot else { return };
        let key = if key.is_empty() { next_index(object) } else { key };
        slot = object.entry(key).or_insert(Value::Null);
    }
    *slot = value;
}

fn split(name: &str) -> (String, Vec<String>) {
    let Some((first, mut rest)) = name.split_once('[') else { return (name.to_owned(), Vec::new()) };
    let mut keys = Vec::new();
    while keys.len() < DEEPEST {
        let Some((key, after)) = rest.split_once(']') else { break };
        keys.push(key.to_owned());
        match after.strip_prefix('[') {
            Some(more) => rest = more,
            None => break,
        }
    }
    (first.to_owned(), keys)
}

fn next_index(object: &Map<String, Value>) -> String {
    let last = object.keys().filter_map(|key| key.parse::<u64>().ok()).max();
    last.map_or(0, |last| last + 1).to_string()
}

/// What PHP keeps as an array with the keys 0, 1, 2… is a list.
pub fn as_list(value: Value) -> Value {
    let Value::Object(object) = value else { return value };
    let is_list = !object.is_empty() && object.keys().enumerate().all(|(at, key)| *key == at.to_string());
    if is_list {
        return object.into_iter().map(|(_, value)| as_list(value)).collect();
    }
    Value::Object(object.into_iter().map(|(key, value)| (key, as_list(value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_make_lists_and_objects() {
        let parsed = Value::Object(parse("a[]=1&a[]=2&b[c]=3&d=4&d=5&e[0][x]=6&_fields="));
        assert_eq!(parsed, json!({"a": ["1", "2"], "b": {"c": "3"}, "d": "5", "e": [{"x": "6"}], "_fields": ""}));
    }

    #[test]
    fn broken_brackets_do_no_harm() {
        let deep = format!("a{}=1", "[x]".repeat(5_000));
        parse(&deep);
        assert_eq!(Value::Object(parse("a[b=1&[=2&]=3")), json!({"a": "1", "]": "3"}));
    }
}
