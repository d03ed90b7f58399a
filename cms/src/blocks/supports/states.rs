//! Styles of one block for a state (`:hover`) or a viewport (`@mobile`), new in WordPress 7.1.

use serde_json::{Map, Value, json};

use super::Supported;
use crate::blocks::collected::Collected;
use crate::blocks::html::add_class_to_first_tag;
use crate::blocks::php;
use crate::blocks::style_engine::{Declarations, Presets, Rule, compile};

/// One rule before it has a class.
struct StateRule {
    state: String,
    selector: Option<String>,
    declarations: Declarations,
    group: Option<String>,
}

/// States that a block may style, WordPress's `VALID_BLOCK_PSEUDO_SELECTORS`.
fn states_of(block: &str) -> &'static [&'static str] {
    match block {
        "core/button" => &[":hover", ":focus", ":focus-visible", ":active"],
        "core/navigation-link" => &[":hover", ":focus", ":focus-visible", ":active"],
        _ => &[],
    }
}

/// WordPress's `wp_render_block_states_support`.
pub fn after(html: String, supported: Supported<'_>, collected: &mut Collected) -> String {
    let style = php::at(supported.attributes, &["style"]).and_then(Value::as_object);
    let Some(style) = style.filter(|_| !html.is_empty()) else { return html };
    let rules = rules(style, supported);
    if rules.is_empty() {
        return html;
    }
    let class = class(&supported.kind.name, &rules);
    rules.into_iter().for_each(|rule| collect(rule, &class, collected));
    add_class_to_first_tag(&html, &class)
}

fn rules(style: &Map<String, Value>, supported: Supported<'_>) -> Vec<StateRule> {
    let states = states_of(&supported.kind.name);
    let mut rules = Vec::new();
    let of_state = |style: &Map<String, Value>, state: &str, group: Option<&str>| match style.get(state) {
        Some(Value::Object(styles)) if !styles.is_empty() => state_rules(state, styles, supported, group),
        _ => Vec::new(),
    };
    states.iter().for_each(|state| rules.extend(of_state(style, state, None)));
    for (viewport, query) in supported.theme.media_queries() {
        let Some(styles) = style.get(viewport).and_then(Value::as_object) else { continue };
        let mut root = styles.clone();
        root.retain(|name, _| name != "elements" && !states.contains(&name.as_str()));
        rules.extend(state_rules("", &root, supported, Some(&query)));
        rules.extend(element_rules(styles, supported, &query));
        states.iter().for_each(|state| rules.extend(of_state(styles, state, Some(&query))));
    }
    rules
}

/// The rules of one state: one for each selector that the block names for a part of its styles.
fn state_rules(
    state: &str,
    styles: &Map<String, Value>,
    supported: Supported<'_>,
    group: Option<&str>,
) -> Vec<StateRule> {
    let selectors = &supported.kind.selectors;
    let root = php::text_at(selectors, &["root"]).map(str::to_owned);
    let mut grouped: Vec<(Option<String>, Map<String, Value>)> = Vec::new();
    let mut put = |selector: Option<String>, feature: &str, value: Value| {
        match grouped.iter_mut().find(|(known, _)| *known == selector) {
            Some((_, styles)) => {
                styles.insert(feature.to_owned(), value);
            }
            None => grouped.push((selector, Map::from_iter([(feature.to_owned(), value)]))),
        };
    };
    for (feature, value) in styles {
        match (selectors.get(feature), value) {
            (Some(Value::String(selector)), _) => put(Some(selector.clone()), feature, value.clone()),
            (Some(Value::Object(parts)), Value::Object(values)) => {
                let mut rest = values.clone();
                for (part, selector) in parts.iter().filter(|(part, _)| *part != "root") {
                    if let (Some(selector), Some(value)) = (selector.as_str(), rest.shift_remove(part)) {
                        put(Some(selector.to_owned()), feature, json!({ part.as_str(): value }));
                    }
                }
                if !rest.is_empty() {
                    let own = php::text_at(parts, &["root"]).map(str::to_owned);
                    put(own.or_else(|| root.clone()), feature, Value::Object(rest));
                }
            }
            _ => put(root.clone(), feature, value.clone()),
        }
    }
    let finished = grouped.into_iter().filter_map(|(selector, styles)| rule(state, selector, &styles, group));
    finished.collect()
}

fn element_rules(styles: &Map<String, Value>, supported: Supported<'_>, query: &str) -> Vec<StateRule> {
    let Some(elements) = styles.get("elements").and_then(Value::as_object) else { return Vec::new() };
    let root = php::text_at(&supported.kind.selectors, &["root"])
        .map_or_else(|| format!(".{}", supported.kind.default_class()), str::to_owned);
    let mut rules = Vec::new();
    for (element, styles) in elements.iter().filter_map(|(element, styles)| Some((element, styles.as_object()?))) {
        let Some(selectors) = element_selectors(element) else { continue };
        let selector = selectors.iter().map(|selector| format!("{root} {selector}")).collect::<Vec<_>>().join(",");
        let states: &[&str] = match element.as_str() {
            "link" => &[":link", ":any-link", ":visited", ":hover", ":focus", ":focus-visible", ":active"],
            "button" => &[":link", ":any-link", ":visited", ":hover", ":focus", ":focus-visible", ":active"],
            _ => &[],
        };
        let mut own = styles.clone();
        own.retain(|name, _| !states.contains(&name.as_str()));
        rules.extend(rule("", Some(selector.clone()), &own, Some(query)));
        for state in states {
            let styles = styles.get(*state).and_then(Value::as_object);
            rules.extend(styles.and_then(|styles| rule(state, Some(selector.clone()), styles, Some(query))));
        }
    }
    rules
}

fn element_selectors(element: &str) -> Option<Vec<&str>> {
    Some(match element {
        "link" => vec!["a:where(:not(.wp-element-button))"],
        "heading" => vec!["h1", "h2", "h3", "h4", "h5", "h6"],
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "cite" => vec![element],
        "button" => vec![".wp-element-button", ".wp-block-button__link"],
        "caption" => vec![
            ".wp-element-caption",
            ".wp-block-audio figcaption",
            ".wp-block-embed figcaption",
            ".wp-block-gallery figcaption",
            ".wp-block-image figcaption",
            ".wp-block-table figcaption",
            ".wp-block-video figcaption",
        ],
        _ => return None,
    })
}

fn rule(state: &str, selector: Option<String>, styles: &Map<String, Value>, group: Option<&str>) -> Option<StateRule> {
    let mut styles = styles.clone();
    styles.shift_remove("layout");
    let align = php::text_at(&styles, &["typography", "textAlign"]).map(str::to_owned);
    let mut declarations = compile(&with_variables(&styles), Presets::AsVariables).declarations;
    declarations.extend(align.filter(|align| !align.trim().is_empty()).map(|align| ("text-align".to_owned(), align)));
    let group = group.map(str::to_owned);
    (!declarations.is_empty()).then(|| StateRule { state: state.to_owned(), selector, declarations, group })
}

/// Presets written as CSS variables, whatever property they stand in.
fn with_variables(styles: &Map<String, Value>) -> Map<String, Value> {
    let converted = styles.iter().map(|(name, value)| {
        let value = match value {
            Value::Object(inner) => Value::Object(with_variables(inner)),
            Value::String(text) => match text.strip_prefix("var:preset|") {
                Some(preset) => json!(format!("var(--wp--preset--{})", preset.replace('|', "--"))),
                None => value.clone(),
            },
            other => other.clone(),
        };
        (name.clone(), value)
    });
    converted.collect()
}

fn class(block: &str, rules: &[StateRule]) -> String {
    let rules = rules.iter().map(|rule| {
        let mut value = json!({"state": rule.state, "selector": rule.selector, "declarations": rule.declarations});
        if let (Some(group), Some(value)) = (&rule.group, value.as_object_mut()) {
            value.insert("rules_group".to_owned(), json!(group));
        }
        value
    });
    let hashed = json!({"blockName": block, "rules": rules.collect::<Vec<_>>()});
    format!("wp-states-{}", php::hash_of_values(&hashed))
}

fn collect(rule: StateRule, class: &str, collected: &mut Collected) {
    let selector = state_selector(&format!(".{class}"), rule.selector.as_deref(), &rule.state);
    let fallback = border_fallback(&rule.declarations);
    let mut declarations = rule.declarations;
    let has = |declarations: &Declarations, name: &str| declarations.get(name).is_some_and(|value| !value.is_empty());
    if has(&declarations, "background-color")
        && !has(&declarations, "background")
        && !has(&declarations, "background-image")
    {
        declarations.insert("background-image".to_owned(), "unset".to_owned());
    }
    let (group, important) = (rule.group, true);
    collected.styles.add(Rule { selector: selector.clone(), declarations, important, group: group.clone() });
    collected.styles.add(Rule { selector, declarations: fallback, important: false, group });
}

/// A border with a width or a colour needs a style to be seen.
fn border_fallback(declarations: &Declarations) -> Declarations {
    let has = |name: String| declarations.get(&name).is_some_and(|value| !value.is_empty());
    let mut fallback = Declarations::new();
    let styled = has("border-style".to_owned());
    let mut all_styled = styled;
    if !styled && (has("border-color".to_owned()) || has("border-width".to_owned())) {
        fallback.insert("border-style".to_owned(), "solid".to_owned());
        all_styled = styled;
    }
    for side in ["top", "right", "bottom", "left"] {
        let visible = has(format!("border-{side}-color")) || has(format!("border-{side}-width"));
        if !all_styled && !has(format!("border-{side}-style")) && visible {
            fallback.insert(format!("border-{side}-style"), "solid".to_owned());
        }
    }
    fallback
}

/// The block's selector with its first part replaced by the class, WordPress's `wp_build_state_selector`.
fn state_selector(class: &str, selector: Option<&str>, state: &str) -> String {
    let Some(selector) = selector.filter(|selector| !selector.trim().is_empty()) else {
        return format!("{class}{state}");
    };
    let scoped = split_list(selector).into_iter().map(|part| {
        let part = part.trim();
        let simple = first_simple_selector(part);
        format!("{class}{}{state}", if simple == 0 { "" } else { &part[simple..] })
    });
    scoped.collect::<Vec<_>>().join(", ")
}

/// The length of the class, id, element or attribute selector that a text starts with.
fn first_simple_selector(text: &str) -> usize {
    if text.starts_with('[') {
        return text.find(']').map_or(0, |end| end + 1);
    }
    let rest = text.strip_prefix(['.', '#']).unwrap_or(text);
    let name = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    if name == 0 { 0 } else { text.len() - rest.len() + name }
}

/// A selector list taken apart at the commas outside parentheses.
fn split_list(selector: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_i32, 0);
    for (index, character) in selector.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = (depth - 1).max(0),
            ',' if depth == 0 => {
                parts.push(&selector[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&selector[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_of_a_selector_becomes_the_class() {
        assert_eq!(
            state_selector(".x", Some(".wp-block-button .wp-block-button__link"), ":hover"),
            ".x .wp-block-button__link:hover"
        );
        assert_eq!(state_selector(".x", Some(".a:not(.b, .c) p, .d"), ""), ".x:not(.b, .c) p, .x");
        assert_eq!(state_selector(".x", None, ":focus"), ".x:focus");
    }
}
