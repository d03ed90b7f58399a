//! The CSS rules of layouts, WordPress's `wp_get_layout_style` and `wp_get_child_layout_style_rules`.

use crate::formatting::safecss_filter_attr;
use serde_json::{Map, Value};

use crate::blocks::php;
use crate::blocks::style_engine::{Declarations, Presets, Rule, compile};

/// What the rules of a container depend on.
#[derive(Clone)]
pub struct ContainerStyle<'a> {
    /// The block's layout.
    pub layout: &'a Map<String, Value>,
    /// Whether the theme lets blocks set gaps.
    pub block_gap: bool,
    /// The block's gap: a text, or an object of sides; `null` if none.
    pub gap: Value,
    /// Whether the block writes its gap itself.
    pub writes_gap_itself: bool,
    /// The gap for sides that are not set.
    pub fallback_gap: Value,
    /// The block's spacing.
    pub spacing: Value,
    /// For rules of one viewport: what differs there, and whether the gap does.
    pub viewport: Option<(&'a Map<String, Value>, bool)>,
}

impl ContainerStyle<'_> {
    fn effective_layout(&self) -> Map<String, Value> {
        let mut layout = self.layout.clone();
        if let Some((overrides, _)) = self.viewport {
            layout.extend(overrides.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
        layout
    }

    /// Whether a rule about these properties is to be written.
    fn concerns(&self, properties: &[&str]) -> bool {
        self.viewport.is_none_or(|(overrides, _)| properties.iter().any(|property| overrides.contains_key(*property)))
    }

    fn writes_gap(&self) -> bool {
        self.block_gap && self.viewport.is_none_or(|(_, has_gap)| has_gap)
    }

    /// The gap between blocks that follow each other.
    fn vertical_gap(&self) -> Option<String> {
        let gap = match &self.gap {
            Value::Object(sides) => sides.get("top").cloned().unwrap_or_default(),
            other => other.clone(),
        };
        let usable = !gap.is_null() && !self.writes_gap_itself && self.writes_gap();
        usable.then(|| preset_or_text(&gap))
    }

    /// Row and column gap.
    fn combined_gap(&self) -> Option<String> {
        match &self.gap {
            Value::Null => None,
            Value::Object(sides) => {
                let side = |name: &str| match sides.get(name).filter(|value| !value.is_null()) {
                    Some(value) => preset_or_text(value),
                    None => preset_or_text(&self.fallback_side(name)),
                };
                Some(format!("{} {}", side("top"), side("left")).trim().to_owned())
            }
            text => Some(preset_or_text(text).trim().to_owned()),
        }
    }

    fn fallback_side(&self, name: &str) -> Value {
        match &self.fallback_gap {
            Value::Object(sides) => sides.get(name).or_else(|| sides.values().next()).cloned().unwrap_or_default(),
            other => other.clone(),
        }
    }
}

/// `var:preset|spacing|50` as a CSS variable.
fn preset_or_text(value: &Value) -> String {
    let text = php::to_text(value);
    if !text.contains("var:preset|spacing|") {
        return text;
    }
    format!("var(--wp--preset--spacing--{})", php::kebab_case(text.rsplit('|').next().unwrap_or("")))
}

/// The rules of a container under a selector.
pub fn container_rules(selector: &str, container: &ContainerStyle<'_>) -> Vec<Rule> {
    let layout = container.effective_layout();
    match container.layout.get("type").map_or_else(|| "default".to_owned(), php::to_text).as_str() {
        "default" => flow_gap(selector, container),
        "constrained" => constrained(selector, container, &layout),
        "flex" => flex(selector, container, &layout),
        "grid" => grid(selector, container, &layout),
        _ => Vec::new(),
    }
}

fn flow_gap(selector: &str, container: &ContainerStyle<'_>) -> Vec<Rule> {
    let Some(gap) = container.vertical_gap() else { return Vec::new() };
    vec![
        Rule::new(format!("{selector} > *"), &[("margin-block-start", "0"), ("margin-block-end", "0")]),
        Rule::new(format!("{selector} > * + *"), &[("margin-block-start", &gap), ("margin-block-end", "0")]),
    ]
}

fn text<'a>(layout: &'a Map<String, Value>, name: &str) -> &'a str {
    php::text_at(layout, &[name]).unwrap_or_default()
}

fn size_or<'a>(size: &'a str, other: Option<&'a str>, variable: &'a str) -> String {
    let size = if size.is_empty() { other.filter(|other| !other.is_empty()).unwrap_or(variable) } else { size };
    safecss_filter_attr(size.split(';').next().unwrap_or_default())
}

fn constrained(selector: &str, container: &ContainerStyle<'_>, layout: &Map<String, Value>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let inner = format!("{selector} > :where(:not(.alignleft):not(.alignright):not(.alignfull))");
    let (content, wide) = (text(layout, "contentSize"), text(layout, "wideSize"));
    let justify = layout.get("justifyContent").map_or("center", |value| value.as_str().unwrap_or_default());
    let overrides = container.viewport.map(|(overrides, _)| overrides);
    let overridden = |name: &str| overrides.is_some_and(|overrides| overrides.contains_key(name));
    let writes_sizes = container.concerns(&["contentSize", "wideSize"]);
    let resets = (overridden("contentSize") && content.is_empty()) || (overridden("wideSize") && wide.is_empty());
    let left = if justify == "left" { "0 !important" } else { "auto !important" };
    let right = if justify == "right" { "0 !important" } else { "auto !important" };
    if writes_sizes && (!content.is_empty() || !wide.is_empty() || resets) {
        let other = (!overridden("contentSize")).then_some(wide);
        let all = size_or(content, other, "var(--wp--style--global--content-size, none)");
        let other = (!overridden("wideSize")).then_some(content);
        let widest = size_or(wide, other, "var(--wp--style--global--wide-size, none)");
        let mut rule = Rule::new(&inner, &[("max-width", &all)]);
        if overrides.is_none() || overridden("justifyContent") {
            rule.declarations.insert("margin-left".to_owned(), left.to_owned());
            rule.declarations.insert("margin-right".to_owned(), right.to_owned());
        }
        rules.push(rule);
        rules.push(Rule::new(format!("{selector} > .alignwide"), &[("max-width", &widest)]));
        rules.push(Rule::new(format!("{selector} .alignfull"), &[("max-width", "none")]));
    }
    if overrides.is_none() {
        rules.extend(padding_rules(selector, &container.spacing));
    }
    if overridden("justifyContent") && !writes_sizes {
        rules.push(Rule::new(&inner, &[("margin-left", left), ("margin-right", right)]));
    } else if overrides.is_none() && matches!(justify, "left" | "right") {
        rules.push(Rule::new(&inner, &[(&format!("margin-{justify}"), "0 !important")]));
    }
    rules.extend(flow_gap(selector, container));
    rules
}

/// Full-width blocks reach over the padding of the block around them.
fn padding_rules(selector: &str, spacing: &Value) -> Vec<Rule> {
    let styles = Map::from_iter([("spacing".to_owned(), spacing.clone())]);
    let declarations = compile(&styles, Presets::AsVariables).declarations;
    let rule = |side: &str| {
        let padding = declarations.get(&format!("padding-{side}"))?;
        let padding = if padding == "0" { "0px" } else { padding };
        Some(Rule::new(
            format!("{selector} > .alignfull"),
            &[(&format!("margin-{side}"), &format!("calc({padding} * -1)"))],
        ))
    };
    ["right", "left"].into_iter().filter_map(rule).collect()
}

fn flex(selector: &str, container: &ContainerStyle<'_>, layout: &Map<String, Value>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let orientation = layout.get("orientation").map_or("horizontal", |value| value.as_str().unwrap_or_default());
    let is_row = orientation == "horizontal";
    let mut add = |property: &str, value: &str| rules.push(Rule::new(selector, &[(property, value)]));
    if container.concerns(&["flexWrap"]) && text(layout, "flexWrap") == "nowrap" {
        add("flex-wrap", "nowrap");
    }
    if container.writes_gap()
        && let Some(gap) = container.combined_gap().filter(|_| !container.writes_gap_itself)
    {
        add("gap", &gap);
    }
    let justify = justification(text(layout, "justifyContent"), is_row);
    let vertical = vertical_alignment(text(layout, "verticalAlignment"), is_row);
    let (justifies, aligns) = (
        container.concerns(&["justifyContent", "orientation"]),
        container.concerns(&["verticalAlignment", "orientation"]),
    );
    if is_row {
        justify.filter(|_| justifies).into_iter().for_each(|value| add("justify-content", value));
        vertical.filter(|_| aligns).into_iter().for_each(|value| add("align-items", value));
        return rules;
    }
    if container.concerns(&["orientation"]) {
        add("flex-direction", "column");
    }
    if justifies {
        add("align-items", justify.unwrap_or("flex-start"));
    }
    vertical.filter(|_| aligns).into_iter().for_each(|value| add("justify-content", value));
    rules
}

fn justification(name: &str, is_row: bool) -> Option<&'static str> {
    match name {
        "left" => Some("flex-start"),
        "right" => Some("flex-end"),
        "center" => Some("center"),
        "space-between" if is_row => Some("space-between"),
        "stretch" if !is_row => Some("stretch"),
        _ => None,
    }
}

fn vertical_alignment(name: &str, is_row: bool) -> Option<&'static str> {
    match name {
        "top" => Some("flex-start"),
        "center" => Some("center"),
        "bottom" => Some("flex-end"),
        "stretch" if is_row => Some("stretch"),
        "space-between" if !is_row => Some("space-between"),
        _ => None,
    }
}

fn grid(selector: &str, container: &ContainerStyle<'_>, layout: &Map<String, Value>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let set = |layout: &Map<String, Value>, name: &str| {
        layout.get(name).filter(|value| !php::is_empty(Some(value))).map(php::to_text)
    };
    let (count, minimum) = (set(layout, "columnCount"), set(layout, "minimumColumnWidth"));
    let gap = container.combined_gap().filter(|_| container.block_gap);
    let responsive = gap.clone().unwrap_or_else(|| preset_or_text(&container.fallback_side("left")));
    let responsive = if responsive == "0" { "0px" } else { &responsive };
    let gap_changes = container.viewport.is_some_and(|(_, has_gap)| has_gap) && count.is_some() && minimum.is_some();
    if container.concerns(&["minimumColumnWidth", "columnCount", "autoFit"]) || gap_changes {
        let placement = if php::is_empty(layout.get("autoFit")) { "auto-fill" } else { "auto-fit" };
        let columns = match (&count, &minimum) {
            (Some(count), Some(minimum)) => format!(
                "repeat({placement}, minmax(max(min({minimum}, 100%), (100% - ({responsive} * ({count} - 1))) /{count}), 1fr))"
            ),
            (Some(count), None) => format!("repeat({count}, minmax(0, 1fr))"),
            (None, minimum) => {
                let minimum = minimum.as_deref().unwrap_or("12rem");
                format!("repeat({placement}, minmax(min({minimum}, 100%), 1fr))")
            }
        };
        let mut rule = Rule::new(selector, &[("grid-template-columns", &columns)]);
        let base_has_type =
            set(container.layout, "columnCount").is_none() || set(container.layout, "minimumColumnWidth").is_some();
        if (count.is_none() || minimum.is_some()) && (container.viewport.is_none() || !base_has_type) {
            rule.declarations.insert("container-type".to_owned(), "inline-size".to_owned());
        }
        rules.push(rule);
    }
    if let Some(rows) = set(layout, "rowCount").filter(|_| count.is_some() && container.concerns(&["rowCount"])) {
        rules.push(Rule::new(selector, &[("grid-template-rows", &format!("repeat({rows}, minmax(1rem, auto))"))]));
    }
    if let Some(gap) = gap.filter(|_| container.writes_gap() && !container.writes_gap_itself) {
        rules.push(Rule::new(selector, &[("gap", &gap)]));
    }
    rules
}

/// The rules of a block's place in its parent; `overrides` for those of one viewport.
pub fn child_rules(
    selector: &str,
    base: &Map<String, Value>,
    parent: &Map<String, Value>,
    overrides: Option<&Map<String, Value>>,
) -> Vec<Rule> {
    let mut layout = base.clone();
    layout.extend(overrides.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
    let concerns =
        |names: &[&str]| overrides.is_none_or(|overrides| names.iter().any(|name| overrides.contains_key(*name)));
    let mut declarations = Declarations::new();
    if concerns(&["selfStretch", "flexSize"]) {
        flex_child(&mut declarations, &layout, base, overrides.is_some());
    }
    for (property, start, span) in [("grid-column", "columnStart", "columnSpan"), ("grid-row", "rowStart", "rowSpan")] {
        if let Some(place) = concerns(&[start, span]).then(|| grid_place(layout.get(start), layout.get(span))).flatten()
        {
            declarations.insert(property.to_owned(), place);
        }
    }
    let mut rules = Vec::new();
    if !declarations.is_empty() {
        rules.push(Rule { selector: selector.to_owned(), declarations, ..Rule::default() });
    }
    if overrides.is_none() {
        rules.extend(narrow_grid_rule(selector, &layout, parent));
    }
    rules
}

fn flex_child(
    declarations: &mut Declarations,
    layout: &Map<String, Value>,
    base: &Map<String, Value>,
    is_override: bool,
) {
    let mut put = |property: &str, value: &str| declarations.insert(property.to_owned(), value.to_owned());
    let (stretch, before) = (text(layout, "selfStretch"), text(base, "selfStretch"));
    let is_sized = |stretch: &str| matches!(stretch, "fixed" | "fixedNoShrink");
    if is_override && matches!(stretch, "fit" | "fill") && is_sized(before) && base.contains_key("flexSize") {
        put("flex-basis", "unset");
        if before == "fixedNoShrink" {
            put("flex-shrink", "unset");
        }
    }
    match php::at(layout, &["flexSize"]) {
        Some(size) if is_sized(stretch) => {
            put("flex-basis", &php::to_text(size));
            if stretch == "fixedNoShrink" {
                put("flex-shrink", "0");
            } else if is_override && before == "fixedNoShrink" {
                put("flex-shrink", "unset");
            }
            put("box-sizing", "border-box");
        }
        _ if stretch == "fill" => {
            put("flex-grow", "1");
        }
        _ => {}
    }
}

fn grid_place(start: Option<&Value>, span: Option<&Value>) -> Option<String> {
    let set = |value: Option<&Value>| value.filter(|value| !php::is_empty(Some(value))).map(php::to_text);
    match (set(start), set(span)) {
        (Some(start), Some(span)) => Some(format!("{start} / span {span}")),
        (Some(start), None) => Some(start),
        (None, Some(span)) => Some(format!("span {span}")),
        (None, None) => None,
    }
}

/// Where the grid has become too narrow for the span, the block takes the whole row.
fn narrow_grid_rule(selector: &str, layout: &Map<String, Value>, parent: &Map<String, Value>) -> Option<Rule> {
    let number = |name: &str| layout.get(name).map_or(0.0, php::to_float);
    let (span, start) = (number("columnSpan"), number("columnStart"));
    let minimum = parent.get("minimumColumnWidth").filter(|width| !php::is_empty(Some(width))).map(php::to_text);
    let is_fixed = minimum.is_none() && !php::is_empty(parent.get("columnCount"));
    if (span == 0.0 && start == 0.0) || is_fixed {
        return None;
    }
    let minimum = minimum.unwrap_or_else(|| "12rem".to_owned());
    let width = php::leading_number(&minimum);
    let unit = minimum.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
    let (width, unit) = match unit {
        "" => (12.0, "rem"),
        "px" | "rem" | "em" => (width, unit),
        _ => (width, "rem"),
    };
    let columns = match (span != 0.0, start != 0.0) {
        (true, true) => start + span - 1.0,
        (true, false) => span,
        _ => start,
    };
    let gap = if unit == "px" { 24.0 } else { 1.5 };
    let breaks_at = (columns * width + (columns - 1.0) * gap).max(width * 2.0 + gap - 1.0);
    let column = if span > 1.0 { "1/-1" } else { "auto" };
    let rule = Rule::new(selector, &[("grid-column", column), ("grid-row", "auto")]);
    Some(Rule { group: Some(format!("@container (max-width: {}{unit} )", php::float(breaks_at))), ..rule })
}
