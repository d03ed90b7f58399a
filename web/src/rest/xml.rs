//! Answers as XML, where a format asks for it.

use serde_json::Value;

/// A document of one element with a child for each field (`_oembed_create_xml`).
pub fn document(root: &str, fields: &Value) -> String {
    let mut text = format!("<?xml version=\"1.0\"?>\n<{root}>");
    for (name, value) in fields.as_object().into_iter().flatten() {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.push_str(&format!("<{name}>{}</{name}>", escape(&shown)));
    }
    text.push_str(&format!("</{root}>\n"));
    text
}

/// Text for XML 1.0: what it cannot hold is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_is_an_element() {
        let text = document("oembed", &json!({"width": 600, "html": "<a>&\u{1}</a>"}));
        assert_eq!(
            text,
            "<?xml version=\"1.0\"?>\n<oembed><width>600</width><html>&lt;a&gt;&amp;&lt;/a&gt;</html></oembed>\n"
        );
    }
}
