//! How a meta value stands in our tables: text as it is, and what PHP serialises as JSON.

use super::{from_stored, to_stored};
use serde_json::Value;

/// WordPress's raw value as our column keeps it.
///
/// A text that could itself be taken for such JSON (page builders keep their data so) gets a blank before it: JSON
/// readers do not mind, and the way back knows it.
pub fn to_column(raw: &str) -> String {
    match from_stored(raw) {
        Value::String(text) if parses_as_json(&text) => format!(" {text}"),
        Value::String(text) => text,
        value => value.to_string(),
    }
}

/// What WordPress would keep for our column's value.
pub fn from_column(column: &str) -> String {
    if let Some(text) = column.strip_prefix(' ').filter(|text| parses_as_json(text)) {
        return text.to_owned();
    }
    match serde_json::from_str(column) {
        Ok(value @ (Value::Array(_) | Value::Object(_))) => to_stored(&value),
        _ => column.to_owned(),
    }
}

/// Blanks before it, be they ours or not, change nothing.
fn parses_as_json(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(['[', '{']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_kept_as_json_and_come_back_as_php() {
        assert_eq!(to_column("a:2:{i:0;s:5:\"happy\";i:1;d:0.5;}"), "[\"happy\",0.5]");
        assert_eq!(from_column("[\"happy\",0.5]"), "a:2:{i:0;s:5:\"happy\";i:1;d:0.5;}");
    }

    #[test]
    fn any_text_comes_back_as_it_was() {
        for raw in
            ["", " ", "plain", "5", "[1,2]", " [1,2]", "  [1,2]", "{\"a\":1}", "[gallery]", "a:1:{i:0;O:1:\"X\":0:{}}"]
        {
            assert_eq!(from_column(&to_column(raw)), raw, "{raw:?}");
        }
    }
}
