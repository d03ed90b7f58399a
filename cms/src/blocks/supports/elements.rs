//! Colours of links, headings and buttons inside a block.

use serde_json::{Map, Value};

use super::Supported;
use crate::blocks::collected::Collected;
use crate::blocks::html::add_class_to_first_tag;
use crate::blocks::parser::Attributes;
use crate::blocks::php;
use crate::blocks::style_engine::{Presets, Rule, compile};
use crate::blocks::types::BlockType;

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Adds a class of the block's own and collects the rules, WordPress's `wp_render_elements_support_styles`.
pub fn before(attributes: &mut Attributes, kind: &BlockType, collected: &mut Collected) {
    let Some(elements) = php::at(attributes, &["style", "elements"]).and_then(Value::as_object).cloned() else {
        return;
    };
    let written = |element: &str| !kind.writes_itself("color", Some(element));
    if !sets_a_color(&elements, written) {
        return;
    }
    let class = collected.unique_prefixed_id("wp-elements-");
    let names = match php::text_at(attributes, &["className"]) {
        Some(before) => format!("{before} {class}"),
        None => class.clone(),
    };
    attributes.insert("className".to_owned(), Value::String(names));
    collect_rules(&elements, &class, written, collected);
}

fn sets_a_color(elements: &Map<String, Value>, written: impl Fn(&str) -> bool) -> bool {
    let sets =
        |element: &str, parts: &[&str]| parts.iter().any(|part| php::at(elements, &[element, "color", part]).is_some());
    let filled = ["text", "background", "gradient"];
    let link = sets("link", &["text"]) || php::at(elements, &["link", ":hover", "color", "text"]).is_some();
    (written("button") && sets("button", &filled))
        || (written("link") && link)
        || (written("heading") && (sets("heading", &filled) || HEADINGS.iter().any(|heading| sets(heading, &filled))))
}

fn collect_rules(
    elements: &Map<String, Value>,
    class: &str,
    written: impl Fn(&str) -> bool,
    collected: &mut Collected,
) {
    let mut add = |element: &str, styles: Option<&Value>, selector: String| {
        let Some(styles) = styles.and_then(Value::as_object).filter(|styles| !styles.is_empty()) else { return };
        debug_assert!(!element.is_empty());
        let declarations = compile(styles, Presets::AsVariables).declarations;
        collected.styles.add(Rule { selector, declarations, ..Rule::default() });
    };
    if written("button") {
        let selector = format!(".{class} .wp-element-button, .{class} .wp-block-button__link");
        add("button", elements.get("button"), selector);
    }
    if written("link") {
        let selector = format!(".{class} a:where(:not(.wp-element-button))");
        add("link", elements.get("link"), selector.clone());
        add("link", php::at(elements, &["link", ":hover"]), format!("{selector}:hover"));
    }
    if written("heading") {
        let all = HEADINGS.map(|heading| format!(".{class} {heading}")).join(", ");
        add("heading", elements.get("heading"), all);
        HEADINGS.iter().for_each(|heading| add(heading, elements.get(*heading), format!(".{class} {heading}")));
    }
}

/// Puts the class on the block's element, WordPress's `wp_render_elements_class_name`.
pub fn after(html: String, supported: Supported<'_>) -> String {
    let names = php::text_at(supported.attributes, &["className"]).unwrap_or_default();
    match names.split_ascii_whitespace().find(|name| name.starts_with("wp-elements-")) {
        Some(class) => add_class_to_first_tag(&html, class),
        None => html,
    }
}
