//! What a call answers, in the making.

use chrono::NaiveDateTime;
use dxr::Value;

/// A struct with these members.
pub fn structure<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Struct(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list.
pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(items.into_iter().collect())
}

/// A text without the characters that XML cannot hold.
pub fn text(text: impl AsRef<str>) -> Value {
    let holds = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t');
    Value::String(text.as_ref().chars().filter(holds).collect())
}

/// A number as WordPress sends ids: as a text.
pub fn id(number: i64) -> Value {
    Value::String(number.to_string())
}

/// A number.
pub fn number(number: i64) -> Value {
    i32::try_from(number).map_or_else(|_| Value::Long(number), Value::Integer)
}

/// A switch.
pub fn flag(flag: bool) -> Value {
    Value::Boolean(flag)
}

/// A time.
pub fn time(time: NaiveDateTime) -> Value {
    let text = time.format("%Y%m%dT%H:%M:%S").to_string();
    text.parse().map_or(Value::String(text), Value::DateTime)
}
