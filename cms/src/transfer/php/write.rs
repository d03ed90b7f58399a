//! Writing PHP's `serialize()` format.

use serde_json::Value;
use std::fmt::Write;

/// A meta value as WordPress stores it: text and numbers plainly, lists and objects serialised; as `maybe_serialize`.
pub fn to_stored(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "1".to_owned(),
        Value::Bool(false) | Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        Value::Array(_) | Value::Object(_) => serialize(value),
    }
}

/// The value as PHP's `serialize()` writes it. Keys that are whole numbers are PHP's integer keys.
pub fn serialize(value: &Value) -> String {
    let mut text = String::new();
    append(&mut text, value);
    text
}

fn append(text: &mut String, value: &Value) {
    // Writing to a String cannot fail.
    let _ = match value {
        Value::Null => write!(text, "N;"),
        Value::Bool(truth) => write!(text, "b:{};", i32::from(*truth)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => write!(text, "i:{whole};"),
            (None, Some(float)) => write!(text, "d:{float};"),
            (None, None) => write!(text, "N;"),
        },
        Value::String(string) => write!(text, "s:{}:\"{string}\";", string.len()),
        Value::Array(values) => {
            return append_entries(text, values.len(), values.iter().enumerate(), |text, index| {
                let _ = write!(text, "i:{index};");
            });
        }
        Value::Object(fields) => return append_entries(text, fields.len(), fields.iter(), append_key),
    };
}

fn append_entries<'a, K>(
    text: &mut String,
    count: usize,
    entries: impl Iterator<Item = (K, &'a Value)>,
    append_key: impl Fn(&mut String, K),
) {
    let _ = write!(text, "a:{count}:{{");
    for (key, value) in entries {
        append_key(text, key);
        append(text, value);
    }
    text.push('}');
}

fn append_key(text: &mut String, key: &String) {
    let _ = match key.parse::<i64>() {
        Ok(index) if index.to_string() == *key => write!(text, "i:{index};"),
        _ => write!(text, "s:{}:\"{key}\";", key.len()),
    };
}

#[cfg(test)]
mod tests {
    use super::super::{from_stored, parse};
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_read_is_written_again_as_it_was() {
        for text in [
            "a:4:{s:5:\"width\";i:640;s:6:\"height\";i:480;s:4:\"file\";s:19:\"2024/02/library.png\";s:5:\"sizes\";a:0:{}}",
            "a:2:{i:7;s:5:\"seven\";i:-1;b:0;}",
            "a:1:{s:2:\"07\";d:0.5;}",
            "a:1:{i:0;s:0:\"\";}",
        ] {
            assert!(!from_stored(text).is_string(), "{text} was not understood");
            assert_eq!(to_stored(&from_stored(text)), text);
        }
    }

    #[test]
    fn text_is_stored_as_it_is() {
        assert_eq!(to_stored(&json!("a \"word\"")), "a \"word\"");
        assert_eq!(to_stored(&json!(12)), "12");
        assert_eq!(to_stored(&json!(true)), "1");
    }

    #[test]
    fn a_whole_float_stays_a_float_for_php() {
        assert_eq!(serialize(&json!([1.0])), "a:1:{i:0;d:1;}");
        assert_eq!(parse("a:1:{i:0;d:1;}"), Some(json!([1.0])));
    }
}
