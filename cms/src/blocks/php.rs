//! Notions of PHP that show in what WordPress prints: which values count as empty, how a number or a JSON text is
//! written, how a name becomes kebab-case.

use serde_json::{Map, Value};

/// Whether PHP's `empty()` would say so. A missing value is empty too.
pub fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::Bool(flag)) => !flag,
        Some(Value::Number(number)) => number.as_f64() == Some(0.0),
        Some(Value::String(text)) => text.is_empty() || text == "0",
        Some(Value::Array(list)) => list.is_empty(),
        Some(Value::Object(map)) => map.is_empty(),
    }
}

/// The value at a path of keys; `null` counts as missing, as with PHP's `??`.
pub fn at<'a>(map: &'a Map<String, Value>, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let mut value = map.get(*first)?;
    for key in rest {
        value = value.get(key)?;
    }
    (!value.is_null()).then_some(value)
}

/// The text at a path of keys, if it is a text.
pub fn text_at<'a>(map: &'a Map<String, Value>, path: &[&str]) -> Option<&'a str> {
    at(map, path)?.as_str()
}

/// A scalar as PHP writes it in a string.
pub fn to_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::Bool(true) => "1".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => integer.to_string(),
            None => number.as_f64().map(float).unwrap_or_default(),
        },
        Value::Array(_) | Value::Object(_) => "Array".to_owned(),
    }
}

/// A float as PHP writes it in a string: fourteen significant digits, no trailing zeros.
pub fn float(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let digits_before = number.abs().log10().floor() as i32 + 1;
    let decimals = usize::try_from(14 - digits_before).unwrap_or(0);
    let text = format!("{number:.decimals$}");
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The number a value starts with, PHP's `floatval`.
pub fn to_float(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or(0.0),
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        Value::String(text) => leading_number(text),
        _ => 0.0,
    }
}

/// The integer a value starts with, PHP's `intval`.
pub fn to_int(value: &Value) -> i64 {
    to_float(value) as i64
}

/// The number a text starts with; 0 if it starts with none.
pub fn leading_number(text: &str) -> f64 {
    let text = text.trim_start();
    let mut end = 0;
    let mut seen_dot = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {}
            b'-' | b'+' if index == 0 => {}
            b'.' if !seen_dot => seen_dot = true,
            _ => break,
        }
        end = index + 1;
    }
    text[..end].parse().unwrap_or(0.0)
}

/// Whether PHP's `is_numeric` would say so.
pub fn is_numeric(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) => text.trim().parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    }
}

/// JSON as PHP's `json_encode` writes it by default: slashes and everything outside ASCII escaped, `{}` as `[]`
/// because PHP reads an empty object as an empty array.
pub fn json_encode(value: &Value) -> String {
    let mut text = String::new();
    write_json(&mut text, value);
    text
}

fn write_json(text: &mut String, value: &Value) {
    match value {
        Value::Array(list) => {
            text.push('[');
            for (index, item) in list.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_json(text, item);
            }
            text.push(']');
        }
        Value::Object(map) if map.is_empty() => text.push_str("[]"),
        Value::Object(map) => {
            text.push('{');
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_json_text(text, key);
                text.push(':');
                write_json(text, item);
            }
            text.push('}');
        }
        Value::String(string) => write_json_text(text, string),
        other => text.push_str(&other.to_string()),
    }
}

fn write_json_text(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '/' => text.push_str("\\/"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            ' '..='\u{7f}' => text.push(character),
            _ => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    text.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    text.push('"');
}

/// The first eight hexadecimal digits of a value's MD5, WordPress's `wp_unique_id_from_values`.
pub fn hash_of_values(value: &Value) -> String {
    use md5::{Digest, Md5};
    hex::encode(Md5::digest(json_encode(value).as_bytes()))[..8].to_owned()
}

/// WordPress's `_wp_to_kebab_case`, which follows lodash: words split at changes of case and between letters and digits.
pub fn kebab_case(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let characters: Vec<char> = text.chars().filter(|character| !matches!(character, '\'' | '\u{2019}')).collect();
    let mut previous: Option<char> = None;
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            previous = None;
            continue;
        }
        let next = characters.get(index + 1).copied();
        if previous.is_none_or(|previous| starts_word(previous, character, next)) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
        previous = Some(character);
    }
    words.join("-")
}

fn starts_word(previous: char, character: char, next: Option<char>) -> bool {
    if previous.is_numeric() != character.is_numeric() {
        return true;
    }
    let lower_to_upper = previous.is_lowercase() && character.is_uppercase();
    let end_of_capitals =
        previous.is_uppercase() && character.is_uppercase() && next.is_some_and(|next| next.is_lowercase());
    lower_to_upper || end_of_capitals
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_written_as_php_writes_it() {
        let value = json!({"a/b": "ü\u{1f600}\n", "c": {}, "d": [1, 1.5, null, true]});
        assert_eq!(json_encode(&value), "{\"a\\/b\":\"\\u00fc\\ud83d\\ude00\\n\",\"c\":[],\"d\":[1,1.5,null,true]}");
    }

    #[test]
    fn names_become_kebab_case() {
        let cases = [
            ("vividGreenCyan", "vivid-green-cyan"),
            ("accent-6", "accent-6"),
            ("30", "30"),
            ("colorX2", "color-x-2"),
            ("50px", "50-px"),
            ("topLeft", "top-left"),
            ("HTMLElement", "html-element"),
        ];
        for (text, expected) in cases {
            assert_eq!(kebab_case(text), expected);
        }
    }

    #[test]
    fn floats_are_written_with_fourteen_digits() {
        assert_eq!(float(38.0 / 3.0), "12.666666666667");
        assert_eq!(float(10.8), "10.8");
        assert_eq!(float(22.0), "22");
    }
}
