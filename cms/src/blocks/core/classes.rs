//! Classes and borders that several blocks write alike.

use serde_json::{Map, Value, json};

use super::Call;
use crate::blocks::php;
use crate::blocks::style_engine::{Compiled, Presets, compile};

/// The class of a text alignment and of coloured links.
pub fn aligned(call: &Call<'_>) -> String {
    let mut classes = Vec::new();
    if let Some(align) = php::text_at(call.attributes, &["textAlign"]) {
        classes.push(format!("has-text-align-{align}"));
    }
    classes.extend(call.has_link_color().then(|| "has-link-color".to_owned()));
    classes.join(" ")
}

/// The class of a text alignment, if one is set.
pub fn text_align(call: &Call<'_>) -> String {
    match call.text("textAlign") {
        "" => String::new(),
        align => format!("has-text-align-{align}"),
    }
}

/// The element of a heading: `h2` for level 2, `p` for level 0.
pub fn heading(call: &Call<'_>, default: &str) -> String {
    match call.attributes.get("level") {
        None => default.to_owned(),
        Some(level) => match php::to_int(level) {
            0 => "p".to_owned(),
            level => format!("h{level}"),
        },
    }
}

/// The border of a part of the block that the block writes itself.
pub fn border(call: &Call<'_>) -> Compiled {
    let mut border = Map::new();
    for name in ["radius", "style", "width"] {
        if let Some(value) = php::at(call.attributes, &["style", "border", name]) {
            border.insert(name.to_owned(), value.clone());
        }
    }
    let preset =
        call.attributes.get("borderColor").map(|slug| json!(format!("var:preset|color|{}", php::to_text(slug))));
    let color = preset.or_else(|| php::at(call.attributes, &["style", "border", "color"]).cloned());
    border.extend(color.map(|color| ("color".to_owned(), color)));
    for side in ["top", "right", "bottom", "left"] {
        let Some(values) = php::at(call.attributes, &["style", "border", side]).and_then(Value::as_object) else {
            continue;
        };
        let parts = ["color", "style", "width"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), values.get(name)?.clone())));
        border.insert(side.to_owned(), Value::Object(parts.collect()));
    }
    compile(&Map::from_iter([("border".to_owned(), Value::Object(border))]), Presets::AsVariables)
}
