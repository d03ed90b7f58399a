//! The filters that templates may use, beside Tera's own.

use std::fmt::Write as _;

use tera::{Kwargs, Number, State, Tera, TeraResult, Value};

use super::address;

/// Makes the filters known, before the templates that use them are added.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("esc_url", |text: &str, _: Kwargs, _: &State| address::safe(text));
    tera.register_filter("json", json);
    tera.register_filter("number", number);
    tera.register_filter("url_encode", |text: &str, _: Kwargs, _: &State| url_encode(text));
    tera.register_filter("class_names", class_names);
}

/// `value | json`: for a script or a data attribute; `<` is written so that no script can end early.
fn json(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|error| tera::Error::message(error.to_string()))?;
    let text = text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026").replace('\'', "\\u0027");
    Ok(Value::safe_string(&text))
}

/// `1234 | number`: `1,234` (`number_format_i18n` of an English site).
fn number(value: Number, _: Kwargs, _: &State) -> String {
    let whole = value.as_integer().unwrap_or_default();
    let digits = whole.unsigned_abs().to_string();
    let mut text = String::from(if whole < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn url_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(byte as char),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        encoded
    })
}

/// `post.classes | class_names`: a list of classes as an attribute holds them.
fn class_names(classes: Vec<String>, _: Kwargs, _: &State) -> String {
    classes.join(" ")
}
