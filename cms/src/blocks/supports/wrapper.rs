//! The attributes of a dynamic block's own element, WordPress's `get_block_wrapper_attributes`.

use crate::formatting::{esc_attr, safecss_filter_attr};
use serde_json::{Map, Value, json};

use super::typography;
use crate::blocks::parser::Attributes;
use crate::blocks::php;
use crate::blocks::style_engine::{Compiled, Presets, compile};
use crate::blocks::theme::ThemeStyle;
use crate::blocks::types::BlockType;

/// Attributes that a block adds to its element itself.
pub type Extra<'a> = &'a [(&'a str, &'a str)];

/// Class, style, id and label that the supports give.
#[derive(Debug, Default)]
pub struct SupportAttributes {
    /// Class names.
    pub class: String,
    /// Declarations.
    pub style: String,
    /// The anchor.
    pub id: String,
    /// The label for screen readers.
    pub label: String,
}

impl SupportAttributes {
    fn add(&mut self, class: &str, style: &str) {
        for (all, more) in [(&mut self.class, class), (&mut self.style, style)] {
            if !more.is_empty() {
                all.push_str(if all.is_empty() { "" } else { " " });
                all.push_str(more);
            }
        }
    }

    fn add_compiled(&mut self, compiled: &Compiled) {
        self.add(&compiled.class(), &compiled.inline());
    }
}

/// The attributes of the element, ready to be written behind its name; the block's own class and style come first
/// and last as in WordPress.
pub fn wrapper_attributes(kind: &BlockType, attributes: &Attributes, theme: &ThemeStyle, extra: Extra<'_>) -> String {
    let supported = support_attributes(kind, &kind.prepare(attributes), theme);
    let own = |name: &str| extra.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| *value);
    let mut written: Vec<(&str, String)> = vec![
        ("style", joined_style(&supported.style, own("style"))),
        ("class", joined_class(own("class"), &supported.class)),
        ("id", first_set(own("id"), &supported.id)),
        ("aria-label", first_set(own("aria-label"), &supported.label)),
    ];
    let (style_given, class_given) =
        (!supported.style.is_empty() || !own("style").is_empty(), !written[1].1.is_empty());
    written.retain(|(name, value)| !value.is_empty() || (*name == "style" && style_given));
    debug_assert!(class_given || !written.iter().any(|(name, _)| *name == "class"));
    let merged = ["style", "class", "id", "aria-label"];
    written.extend(
        extra.iter().filter(|(name, _)| !merged.contains(name)).map(|(name, value)| (*name, (*value).to_owned())),
    );
    let pairs = written.iter().map(|(name, value)| format!("{name}=\"{}\"", esc_attr(value)));
    pairs.collect::<Vec<_>>().join(" ")
}

fn joined_style(supported: &str, own: &str) -> String {
    let parts = [supported, own].map(|style| style.trim().trim_end_matches(';'));
    let given: Vec<_> = parts.into_iter().filter(|style| !style.is_empty()).collect();
    safecss_filter_attr(&given.join(";"))
}

fn joined_class(own: &str, supported: &str) -> String {
    let mut classes: Vec<&str> = Vec::new();
    for class in own.split_whitespace().chain(supported.split_whitespace()) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes.join(" ")
}

fn first_set(own: &str, supported: &str) -> String {
    if own.is_empty() { supported.to_owned() } else { own.to_owned() }
}

/// What the supports give for prepared attributes, in WordPress's order.
pub fn support_attributes(kind: &BlockType, attributes: &Attributes, theme: &ThemeStyle) -> SupportAttributes {
    let mut given = SupportAttributes::default();
    if let Some(align) = php::text_at(attributes, &["align"]).filter(|_| kind.has_support(&["align"], false)) {
        given.add(&format!("align{align}"), "");
    }
    if let Some(class) =
        php::text_at(attributes, &["className"]).filter(|_| kind.has_support(&["customClassName"], true))
    {
        given.add(class, "");
    }
    if kind.has_support(&["className"], true) {
        given.add(&kind.default_class(), "");
    }
    if let Some(colors) = colors(kind, attributes) {
        given.add_compiled(&colors);
    }
    if let Some((class, style)) = typography::apply(kind, attributes, theme) {
        given.add(&class, &style);
    }
    if let Some(border) = border(kind, attributes) {
        given.add_compiled(&border);
    }
    given.add("", &spacing(kind, attributes));
    given.add("", &dimensions(kind, attributes));
    given.add("", &shadow(kind, attributes));
    if let Some(label) = php::text_at(attributes, &["ariaLabel"]).filter(|_| kind.has_support(&["ariaLabel"], false)) {
        given.label = label.to_owned();
    }
    if let Some(anchor) = php::text_at(attributes, &["anchor"]).filter(|_| kind.has_support(&["anchor"], false)) {
        given.id = anchor.to_owned();
    }
    given
}

/// A preset by its attribute, or the value in the style attribute.
fn preset_or_style(attributes: &Attributes, preset: (&str, &str), path: &[&str]) -> Option<Value> {
    match attributes.get(preset.0) {
        Some(slug) => Some(json!(format!("var:preset|{}|{}", preset.1, php::to_text(slug)))),
        None => php::at(attributes, path).cloned(),
    }
}

fn group(name: &str, values: Map<String, Value>) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), Value::Object(values))])
}

/// Text colour, background and gradient, WordPress's `wp_apply_colors_support`.
fn colors(kind: &BlockType, attributes: &Attributes) -> Option<Compiled> {
    let support = kind.supports.get("color")?;
    if support.is_object() && kind.writes_itself("color", None) {
        return None;
    }
    let by_default =
        |part: &str| support == &Value::Bool(true) || support.get(part).is_none_or(|flag| !php::is_empty(Some(flag)));
    let mut colors = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            colors.insert(name.to_owned(), value);
        }
    };
    if by_default("text") && !kind.writes_itself("color", Some("text")) {
        put("text", preset_or_style(attributes, ("textColor", "color"), &["style", "color", "text"]));
    }
    if by_default("background") && !kind.writes_itself("color", Some("background")) {
        put("background", preset_or_style(attributes, ("backgroundColor", "color"), &["style", "color", "background"]));
    }
    let background_gradient = kind.has_support(&["background", "gradient"], false)
        && !php::is_empty(php::at(attributes, &["style", "background", "gradient"]));
    let gradients = support.get("gradients").is_some_and(|flag| !php::is_empty(Some(flag)));
    if gradients && !kind.writes_itself("color", Some("gradients")) && !background_gradient {
        put("gradient", preset_or_style(attributes, ("gradient", "gradient"), &["style", "color", "gradient"]));
    }
    Some(compile(&group("color", colors), Presets::AsClasses))
}

fn has_border(kind: &BlockType, feature: &str) -> bool {
    kind.support(&["__experimentalBorder"]) == Some(&Value::Bool(true))
        || kind.has_support(&["__experimentalBorder", feature], false)
}

fn with_pixels(value: &Value) -> Value {
    if php::is_numeric(value) { json!(format!("{}px", php::to_text(value))) } else { value.clone() }
}

/// WordPress's `wp_apply_border_support`.
fn border(kind: &BlockType, attributes: &Attributes) -> Option<Compiled> {
    kind.supports.get("__experimentalBorder")?;
    if kind.writes_itself("border", None) {
        return None;
    }
    let written =
        |feature: &str| has_border(kind, feature) && !kind.writes_itself("__experimentalBorder", Some(feature));
    let mut border = Map::new();
    for (feature, pixels) in [("radius", true), ("style", false), ("width", true)] {
        let value = php::at(attributes, &["style", "border", feature]).filter(|_| written(feature));
        if let Some(value) = value {
            border.insert(feature.to_owned(), if pixels { with_pixels(value) } else { value.clone() });
        }
    }
    if written("color") {
        let color = preset_or_style(attributes, ("borderColor", "color"), &["style", "border", "color"]);
        border.extend(color.map(|color| ("color".to_owned(), color)));
    }
    if has_border(kind, "color") || has_border(kind, "width") {
        for side in ["top", "right", "bottom", "left"] {
            border.extend(border_side(kind, attributes, side).map(|values| (side.to_owned(), values)));
        }
    }
    Some(compile(&group("border", border), Presets::AsVariables))
}

fn border_side(kind: &BlockType, attributes: &Attributes, side: &str) -> Option<Value> {
    let values = php::at(attributes, &["style", "border", side])?.as_object()?;
    let part = |name: &str| {
        let value = values.get(name).filter(|_| !kind.writes_itself("__experimentalBorder", Some(name)))?;
        Some((name.to_owned(), value.clone()))
    };
    Some(Value::Object(["width", "color", "style"].into_iter().filter_map(part).collect()))
}

fn spacing(kind: &BlockType, attributes: &Attributes) -> String {
    if kind.writes_itself("spacing", None) {
        return String::new();
    }
    let parts = ["padding", "margin"].into_iter().filter_map(|part| {
        let supported = kind.has_support(&["spacing", part], false) && !kind.writes_itself("spacing", Some(part));
        let value = php::at(attributes, &["style", "spacing", part]).filter(|_| supported)?;
        Some((part.to_owned(), value.clone()))
    });
    compile(&group("spacing", parts.collect()), Presets::AsVariables).inline()
}

fn dimensions(kind: &BlockType, attributes: &Attributes) -> String {
    if kind.writes_itself("dimensions", None) {
        return String::new();
    }
    let parts = ["minHeight", "minWidth", "height", "width"].into_iter().filter_map(|part| {
        let supported = kind.has_support(&["dimensions", part], false) && !kind.writes_itself("dimensions", Some(part));
        let value = php::at(attributes, &["style", "dimensions", part]).filter(|_| supported)?;
        Some((part.to_owned(), value.clone()))
    });
    compile(&group("dimensions", parts.collect()), Presets::AsVariables).inline()
}

fn shadow(kind: &BlockType, attributes: &Attributes) -> String {
    if !kind.has_support(&["shadow"], false) || kind.writes_itself("shadow", None) {
        return String::new();
    }
    let Some(shadow) = php::at(attributes, &["style", "shadow"]) else { return String::new() };
    compile(&Map::from_iter([("shadow".to_owned(), shadow.clone())]), Presets::AsVariables).inline()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::types::block_type;

    fn wrapper(name: &str, attributes: Value, extra: Extra<'_>) -> String {
        let kind = block_type(name).unwrap();
        wrapper_attributes(kind, attributes.as_object().unwrap(), &ThemeStyle::default(), extra)
    }

    #[test]
    fn classes_come_in_wordpress_order() {
        let attributes = json!({"align": "wide", "className": "mine", "textColor": "contrast", "fontSize": "large"});
        assert_eq!(
            wrapper("core/archives", attributes, &[("class", "wp-block-archives-list")]),
            "class=\"wp-block-archives-list alignwide mine wp-block-archives has-text-color has-contrast-color \
             has-large-font-size\""
        );
    }

    #[test]
    fn styles_are_written_before_classes() {
        let attributes =
            json!({"style": {"color": {"text": "#111"}, "spacing": {"padding": {"top": "1px"}}}, "anchor": "x"});
        assert_eq!(
            wrapper("core/archives", attributes, &[]),
            "style=\"color:#111;padding-top:1px\" class=\"wp-block-archives has-text-color\" id=\"x\""
        );
    }
}
