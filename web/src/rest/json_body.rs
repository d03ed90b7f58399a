//! JSON bodies as PHP's `json_decode` reads them: its depth, its errors.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::RestError;

/// How deep PHP reads.
const DEEPEST: usize = 512;

/// Why a body is no JSON, in PHP's numbers and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    code: u8,
    message: &'static str,
}

const TOO_DEEP: JsonFault = JsonFault { code: 1, message: "Maximum stack depth exceeded" };
const CONTROL: JsonFault = JsonFault { code: 3, message: "Control character error, possibly incorrectly encoded" };
const SYNTAX: JsonFault = JsonFault { code: 4, message: "Syntax error" };
const UTF8: JsonFault = JsonFault { code: 5, message: "Malformed UTF-8 characters, possibly incorrectly encoded" };
const UTF16: JsonFault = JsonFault { code: 10, message: "Single unpaired high surrogate in Unicode escape" };

impl From<JsonFault> for RestError {
    fn from(fault: JsonFault) -> Self {
        Self::new(400, "rest_invalid_json", "Invalid JSON body passed.")
            .with("json_error_code", fault.code.into())
            .with("json_error_message", fault.message.into())
    }
}

/// The parameters of a JSON body: an object's fields, a list's items by their numbers, nothing of anything else.
pub fn read(body: &[u8]) -> Result<Map<String, Value>, JsonFault> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    let text = std::str::from_utf8(body).map_err(|_| UTF8)?;
    if depth(body) > DEEPEST {
        return Err(TOO_DEEP);
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    let value = Value::deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| fault(&error))?;
    Ok(match value {
        Value::Object(object) => object,
        Value::Array(items) => items.into_iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Map::new(),
    })
}

fn fault(error: &serde_json::Error) -> JsonFault {
    let words = error.to_string();
    if words.contains("surrogate") || words.contains("unexpected end of hex escape") {
        UTF16
    } else if words.contains("control character") {
        CONTROL
    } else {
        SYNTAX
    }
}

/// The deepest nesting of brackets outside of texts.
fn depth(body: &[u8]) -> usize {
    let (mut now, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' if !in_text => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(body: &[u8]) -> u8 {
        read(body).map_or_else(|fault| fault.code, |_| 0)
    }

    #[test]
    fn what_is_wrong_has_phps_number() {
        assert_eq!(code(b"{\"a\":1}"), 0);
        assert_eq!(code(b"{\"a\":"), 4);
        assert_eq!(code(b"{} x"), 4);
        assert_eq!(code(b"\"\xff\""), 5);
        assert_eq!(code(b"\"\\ud800\""), 10);
        assert_eq!(code(b"\"a\nb\""), 3);
    }

    #[test]
    fn a_body_may_be_as_deep_as_in_php_and_no_deeper() {
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        assert_eq!(code(nested(512).as_bytes()), 0);
        assert_eq!(code(nested(513).as_bytes()), 1);
        assert_eq!(code("[".repeat(5_000_000).as_bytes()), 1);
        assert_eq!(code(br#"["[[[[\"[["]"#), 0, "brackets in texts are none");
    }

    #[test]
    fn a_list_is_parameters_by_number() {
        assert_eq!(Value::Object(read(b"[1,2]").unwrap()), serde_json::json!({"0": 1, "1": 2}));
        assert!(read(b"5").unwrap().is_empty());
    }
}
