//! Layout classes: how a block arranges the blocks inside it, and how it stands in the block around it.

use serde_json::{Map, Value, json};

use super::layout_rules::{ContainerStyle, child_rules, container_rules};
use super::{Supported, style_variations};
use crate::blocks::collected::Collected;
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::{Block, Chunk};
use crate::blocks::php;
use crate::blocks::style_engine::StyleSheet;

/// Parts of a layout that say how a block stands in its parent.
const CHILD_VALUES: [&str; 6] = ["selfStretch", "flexSize", "columnStart", "columnSpan", "rowStart", "rowSpan"];

/// Elements without an end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// WordPress's `wp_render_layout_support_flag`.
pub fn after(html: String, supported: Supported<'_>, collected: &mut Collected) -> String {
    let is_container = supported.kind.has_support(&["layout"], false);
    let style = php::at(supported.attributes, &["style"]).and_then(Value::as_object).cloned().unwrap_or_default();
    let child_class = child_class(&style, supported, collected);
    if !is_container && child_class.is_none() {
        return html;
    }
    let mut tags = TagProcessor::new(&html);
    if !tags.next_tag() {
        return html;
    }
    if let Some(class) = child_class {
        tags.add_class(&class);
    }
    if is_container {
        let classes = container_classes(&style, supported, collected);
        go_to_inner_wrapper(&mut tags, supported.block);
        classes.iter().for_each(|class| tags.add_class(class));
    }
    tags.finish()
}

/// Goes on to the element that directly holds the inner blocks, as far as the saved HTML tells: the innermost open
/// element of the first chunk that has a class.
fn go_to_inner_wrapper(tags: &mut TagProcessor<'_>, block: &Block) {
    let Some(wrapper) = inner_wrapper_class(block) else { return };
    loop {
        if tags.attribute("class").is_some_and(|class| class.contains(&wrapper)) || !tags.next_tag() {
            return;
        }
    }
}

fn inner_wrapper_class(block: &Block) -> Option<String> {
    let Some(Chunk::Html(first)) = block.inner_content.first() else { return None };
    if block.inner_content.len() < 2 {
        return None;
    }
    let mut tags = TagProcessor::new(first);
    let mut open = Vec::new();
    while tags.next_any_tag() {
        if tags.is_closer() {
            open.pop();
        } else if !VOID.contains(&tags.tag_name()) {
            open.push(tags.attribute("class").unwrap_or_default());
        }
    }
    open.into_iter().rev().find(|class| !class.is_empty() && class != "0")
}

/// The parts of a layout that belong to the block itself or to what is inside it.
fn part_of_layout(layout: Option<&Value>, of_child: bool) -> Map<String, Value> {
    let entries = layout.and_then(Value::as_object).into_iter().flatten();
    let part = entries.filter(|(name, _)| CHILD_VALUES.contains(&name.as_str()) == of_child);
    part.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn viewport_layout<'a>(style: &'a Map<String, Value>, viewport: &str) -> Option<&'a Value> {
    php::at(style, &[viewport, "layout"])
}

/// A class for the place of a block in its parent, if its style says something of that.
fn child_class(style: &Map<String, Value>, supported: Supported<'_>, collected: &mut Collected) -> Option<String> {
    let queries = supported.theme.media_queries();
    let viewports: Vec<_> = queries
        .iter()
        .map(|(viewport, query)| (*viewport, query, part_of_layout(viewport_layout(style, viewport), true)))
        .filter(|(_, _, layout)| !layout.is_empty())
        .collect();
    let own = php::at(style, &["layout"]).filter(|layout| !php::is_empty(Some(layout)));
    if own.is_none() && viewports.is_empty() {
        return None;
    }
    let base = part_of_layout(own, true);
    let parent = supported.parent_layout.cloned().unwrap_or_default();
    let known = ["minimumColumnWidth", "columnCount"];
    let of_parent: Map<String, Value> = parent
        .iter()
        .filter(|(name, _)| known.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let mut hashed = json!({"layout": base, "parentLayout": of_parent});
    for (viewport, _, layout) in &viewports {
        hashed[*viewport] = json!(layout);
    }
    let class = format!("wp-container-content-{}", php::hash_of_values(&hashed));
    let selector = format!(".{class}");
    let mut sheet = StyleSheet::default();
    child_rules(&selector, &base, &parent, None).into_iter().for_each(|rule| sheet.add(rule));
    for (_, query, layout) in &viewports {
        for mut rule in child_rules(&selector, &base, &parent, Some(layout)) {
            rule.group = Some((*query).clone());
            sheet.add(rule);
        }
    }
    let has_rules = !sheet.css().is_empty();
    collected.styles.extend(sheet);
    has_rules.then_some(class)
}

/// WordPress's `sanitize_title` for the plain words that layouts use.
fn word(value: &Value) -> String {
    let text = php::to_text(value).to_lowercase();
    let kept: String = text
        .chars()
        .map(|character| if character.is_whitespace() || matches!(character, '/' | '.') { '-' } else { character })
        .filter(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        .collect();
    kept.trim_matches('-').to_owned()
}

fn container_classes(style: &Map<String, Value>, supported: Supported<'_>, collected: &mut Collected) -> Vec<String> {
    let own = php::at(supported.attributes, &["layout"]).and_then(Value::as_object);
    let default = supported.kind.support(&["layout", "default"]).and_then(Value::as_object);
    let mut layout = own.or(default).cloned().unwrap_or_default();
    if !php::is_empty(layout.get("inherit")) || !php::is_empty(layout.get("contentSize")) {
        layout.insert("type".to_owned(), json!("constrained"));
    }
    let mut classes = Vec::new();
    let kind = layout.get("type").map_or_else(|| "default".to_owned(), php::to_text);
    if supported.theme.root_padding_aware && kind == "constrained" {
        classes.push("has-global-padding".to_owned());
    }
    let own_value = |name: &str| own.and_then(|own| own.get(name)).filter(|value| !php::is_empty(Some(value)));
    classes.extend(own_value("orientation").map(|value| format!("is-{}", word(value))));
    classes.extend(own_value("justifyContent").map(|value| format!("is-content-justification-{}", word(value))));
    classes.extend(own_value("flexWrap").filter(|wrap| *wrap == "nowrap").map(|_| "is-nowrap".to_owned()));
    let layout_class = layout_class(&kind);
    classes.extend((!layout_class.is_empty()).then(|| layout_class.to_owned()));
    classes.extend(container_class(style, &layout, supported, collected));
    let block =
        supported.kind.name.strip_prefix("core/").map_or_else(|| supported.kind.name.replace('/', "-"), str::to_owned);
    classes.push(format!("wp-block-{block}-{layout_class}"));
    classes
}

fn layout_class(kind: &str) -> &'static str {
    match kind {
        "default" => "is-layout-flow",
        "constrained" => "is-layout-constrained",
        "flex" => "is-layout-flex",
        "grid" => "is-layout-grid",
        _ => "",
    }
}

/// Gaps with something in them that could be code are not taken, WordPress's `wp_sanitize_block_gap_value`.
fn safe_gap(gap: Option<&Value>) -> Value {
    let is_unsafe = |text: &str| text.contains(['\\', '(', '&', '=', '}']) || text.contains("/*");
    match gap {
        None => Value::Null,
        Some(Value::Object(sides)) => {
            let safe = sides.iter().map(|(side, value)| {
                let dropped = value.is_object() || value.is_array() || is_unsafe(&php::to_text(value));
                (side.clone(), if dropped { Value::Null } else { value.clone() })
            });
            Value::Object(safe.collect())
        }
        Some(value) if is_unsafe(&php::to_text(value)) => Value::Null,
        Some(value) => value.clone(),
    }
}

/// A class for the rules that this layout needs, if it needs any.
fn container_class(
    style: &Map<String, Value>,
    layout: &Map<String, Value>,
    supported: Supported<'_>,
    collected: &mut Collected,
) -> Option<String> {
    let kind = supported.kind;
    let gap = safe_gap(php::at(style, &["spacing", "blockGap"]));
    let by_kind = kind.support(&["spacing", "blockGap", "__experimentalDefault"]).cloned();
    let variation = style_variations::chosen(supported.attributes, kind, supported.theme);
    let fallback =
        supported.theme.gap_for(&kind.name, variation).map(Value::String).or(by_kind).unwrap_or(json!("0.5em"));
    let container = ContainerStyle {
        layout,
        block_gap: supported.theme.block_gap,
        gap: gap.clone(),
        writes_gap_itself: kind.writes_itself("spacing", Some("blockGap")),
        fallback_gap: fallback.clone(),
        spacing: php::at(style, &["spacing"]).cloned().unwrap_or_default(),
        viewport: None,
    };
    let mut hashed = vec![
        json!(layout),
        json!(container.block_gap),
        gap,
        json!(container.writes_gap_itself),
        fallback,
        container.spacing.clone(),
    ];
    let viewports = viewports(style, supported, &mut hashed);
    let block = word(&json!(kind.name));
    let class = format!("wp-container-{block}-is-layout-{}", php::hash_of_values(&Value::Array(hashed)));
    let selector = format!(".{class}");
    let mut sheet = StyleSheet::default();
    container_rules(&selector, &container).into_iter().for_each(|rule| sheet.add(rule));
    for (query, overrides, gap) in viewports {
        let has_gap = gap.is_some();
        let gap = gap.unwrap_or_else(|| container.gap.clone());
        let narrowed = ContainerStyle { gap, viewport: Some((&overrides, has_gap)), ..container.clone() };
        for mut rule in container_rules(&selector, &narrowed) {
            rule.group = Some(query.clone());
            sheet.add(rule);
        }
    }
    let has_rules = !sheet.css().is_empty();
    collected.styles.extend(sheet);
    has_rules.then_some(class)
}

/// What the style says of certain viewports: media query, layout, gap. What it says takes part in the hash.
fn viewports(
    style: &Map<String, Value>,
    supported: Supported<'_>,
    hashed: &mut Vec<Value>,
) -> Vec<(String, Map<String, Value>, Option<Value>)> {
    let mut found = Vec::new();
    for (viewport, query) in supported.theme.media_queries() {
        let overrides = part_of_layout(viewport_layout(style, viewport), false);
        let gap = php::at(style, &[viewport, "spacing", "blockGap"]).map(|gap| safe_gap(Some(gap)));
        if !overrides.is_empty() {
            hashed.push(json!({"breakpoint": viewport, "layout": overrides}));
        }
        if let Some(gap) = &gap {
            hashed.push(json!({"breakpoint": viewport, "blockGap": gap}));
        }
        if !overrides.is_empty() || gap.is_some() {
            found.push((query, overrides, gap));
        }
    }
    found
}
