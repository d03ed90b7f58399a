//! Style variations (`is-style-…`) that the theme defines: rules of their own for each block that uses one.

use serde_json::{Map, Value};

use super::{Supported, scoped_css};
use crate::blocks::collected::Collected;
use crate::blocks::html::add_class_to_first_tag;
use crate::blocks::parser::Attributes;
use crate::blocks::php;
use crate::blocks::style_engine::{Presets, Rule, StyleSheet, compile};
use crate::blocks::theme::ThemeStyle;
use crate::blocks::types::{BlockType, block_type};

const PREFIX: &str = "is-style-";

/// Selectors of the elements that a variation may style.
const ELEMENTS: [(&str, &str); 4] = [
    ("link", "a:where(:not(.wp-element-button))"),
    ("button", ".wp-element-button"),
    ("heading", ":is(h1,h2,h3,h4,h5,h6)"),
    ("caption", ".wp-element-caption"),
];

/// Gives the block a class of its own for the variation and collects its rules.
pub fn before(attributes: &mut Attributes, kind: &BlockType, theme: &ThemeStyle, collected: &mut Collected) {
    let Some(names) = php::text_at(attributes, &["className"]) else { return };
    let Some(variations) = theme.variations.get(&kind.name) else { return };
    let mut chosen = names.split_ascii_whitespace().filter_map(|class| class.strip_prefix(PREFIX));
    let Some((name, styles)) = chosen.find_map(|name| variations.get_key_value(name)) else { return };
    let Some(styles) = styles.as_object().filter(|styles| !styles.is_empty()) else { return };
    let class = format!("{PREFIX}{}", collected.unique_id(&format!("{name}--")));
    collected.add_css(css(&class, kind, styles));
    attributes.insert("className".to_owned(), Value::String(format!("{names} {class}")));
}

/// The name of the theme's variation that a block's classes choose.
pub fn chosen<'a>(attributes: &'a Attributes, kind: &BlockType, theme: &ThemeStyle) -> Option<&'a str> {
    let variations = theme.variations.get(&kind.name)?;
    let classes = php::text_at(attributes, &["className"])?.split(' ');
    classes.filter_map(|class| class.strip_prefix(PREFIX)).find(|name| variations.contains_key(*name))
}

fn css(class: &str, kind: &BlockType, styles: &Map<String, Value>) -> String {
    let root = root_selector(class, kind);
    let mut sheet = StyleSheet::default();
    let mut add = |selector: String, styles: &Map<String, Value>| {
        let declarations = compile(styles, Presets::AsVariables).declarations;
        sheet.add(Rule { selector: format!(":root :where({selector})"), declarations, ..Rule::default() });
    };
    add(root.clone(), styles);
    for (element, styles) in objects(styles.get("elements")) {
        let Some((_, selector)) = ELEMENTS.iter().find(|(name, _)| name == element) else { continue };
        add(format!(".{class} {selector}"), styles);
        if let Some(hover) = styles.get(":hover").and_then(Value::as_object) {
            add(format!(".{class} {selector}:hover"), hover);
        }
    }
    for (name, styles) in objects(styles.get("blocks")) {
        let selector = block_type(name).map(BlockType::default_class).unwrap_or_default();
        add(format!(".{class} .{selector}"), styles);
    }
    let own = php::text_at(styles, &["css"]).map(|own| scoped_css(own, &root)).unwrap_or_default();
    sheet.css() + &own
}

fn objects(value: Option<&Value>) -> impl Iterator<Item = (&String, &Map<String, Value>)> {
    let entries = value.and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(name, value)| Some((name, value.as_object()?)))
}

/// The part of the block that carries its styles: for a button the link inside.
fn root_selector(class: &str, kind: &BlockType) -> String {
    let inner = php::text_at(&kind.selectors, &["root"]).and_then(|root| root.rsplit_once(' '));
    match inner.filter(|_| kind.name == "core/button") {
        Some((_, inner)) => format!(".{class} {inner}"),
        None => format!(".{class}"),
    }
}

/// Puts the class on the block's element.
pub fn after(html: String, supported: Supported<'_>) -> String {
    let names = php::text_at(supported.attributes, &["className"]).unwrap_or_default();
    match names.split_ascii_whitespace().find(|name| is_numbered(name)) {
        Some(class) if !html.is_empty() => add_class_to_first_tag(&html, class),
        _ => html,
    }
}

fn is_numbered(class: &str) -> bool {
    let number = class.strip_prefix(PREFIX).and_then(|name| name.rsplit_once("--"));
    number.is_some_and(|(name, number)| {
        !name.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
