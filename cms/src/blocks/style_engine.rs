//! From a block's `style` attribute to CSS declarations and class names, WordPress's style engine.

use crate::formatting::safecss_filter_attr;
use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::php;

/// What one part of a style object becomes.
struct Definition {
    group: &'static str,
    name: &'static str,
    property: &'static str,
    /// The property of one side or corner, with `%s` for its name.
    individual: Option<&'static str>,
    /// The kind of preset that `var:preset|kind|slug` may name here.
    preset: Option<&'static str>,
    /// Class names; one with `$slug` stands only for a preset of the kind beside it.
    classes: &'static [(&'static str, Option<&'static str>)],
    kind: Kind,
}

#[derive(PartialEq)]
enum Kind {
    Plain,
    Address,
    /// One side of a border, with a value for each of its properties.
    Side,
}

const fn plain(group: &'static str, name: &'static str, property: &'static str) -> Definition {
    Definition { group, name, property, individual: None, preset: None, classes: &[], kind: Kind::Plain }
}

impl Definition {
    const fn preset(mut self, kind: &'static str) -> Self {
        self.preset = Some(kind);
        self
    }

    const fn classes(mut self, classes: &'static [(&'static str, Option<&'static str>)]) -> Self {
        self.classes = classes;
        self
    }

    const fn individual(mut self, pattern: &'static str) -> Self {
        self.individual = Some(pattern);
        self
    }

    const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    fn value<'a>(&self, styles: &'a Map<String, Value>) -> Option<&'a Value> {
        let group = styles.get(self.group).filter(|group| !php::is_empty(Some(group)))?;
        let value = if self.group == "shadow" { group } else { group.get(self.name)? };
        is_valid(value).then_some(value)
    }
}

/// In the order in which WordPress writes them.
static DEFINITIONS: [Definition; 37] = [
    plain("background", "backgroundImage", "background-image").kind(Kind::Address),
    plain("background", "backgroundPosition", "background-position"),
    plain("background", "backgroundRepeat", "background-repeat"),
    plain("background", "backgroundSize", "background-size"),
    plain("background", "backgroundAttachment", "background-attachment"),
    plain("background", "gradient", "background-image").preset("gradient").classes(&[("has-background", None)]),
    plain("color", "text", "color")
        .preset("color")
        .classes(&[("has-text-color", None), ("has-$slug-color", Some("color"))]),
    plain("color", "background", "background-color")
        .preset("color")
        .classes(&[("has-background", None), ("has-$slug-background-color", Some("color"))]),
    plain("color", "gradient", "background")
        .preset("gradient")
        .classes(&[("has-background", None), ("has-$slug-gradient-background", Some("gradient"))]),
    plain("border", "color", "border-color")
        .individual("border-%s-color")
        .classes(&[("has-border-color", None), ("has-$slug-border-color", Some("color"))]),
    plain("border", "radius", "border-radius").individual("border-%s-radius").preset("border-radius"),
    plain("border", "style", "border-style").individual("border-%s-style"),
    plain("border", "width", "border-width").individual("border-%s-width"),
    plain("border", "top", "").preset("color").kind(Kind::Side),
    plain("border", "right", "").preset("color").kind(Kind::Side),
    plain("border", "bottom", "").preset("color").kind(Kind::Side),
    plain("border", "left", "").preset("color").kind(Kind::Side),
    plain("shadow", "shadow", "box-shadow").preset("shadow"),
    plain("dimensions", "aspectRatio", "aspect-ratio").classes(&[("has-aspect-ratio", None)]),
    plain("dimensions", "height", "height").preset("dimension"),
    plain("dimensions", "minHeight", "min-height").preset("dimension"),
    plain("dimensions", "minWidth", "min-width").preset("dimension"),
    plain("dimensions", "objectFit", "object-fit"),
    plain("dimensions", "width", "width").preset("dimension"),
    plain("spacing", "padding", "padding").individual("padding-%s").preset("spacing"),
    plain("spacing", "margin", "margin").individual("margin-%s").preset("spacing"),
    plain("typography", "fontSize", "font-size")
        .preset("font-size")
        .classes(&[("has-$slug-font-size", Some("font-size"))]),
    plain("typography", "fontFamily", "font-family")
        .preset("font-family")
        .classes(&[("has-$slug-font-family", Some("font-family"))]),
    plain("typography", "fontStyle", "font-style"),
    plain("typography", "fontWeight", "font-weight"),
    plain("typography", "lineHeight", "line-height"),
    plain("typography", "textColumns", "column-count"),
    plain("typography", "textDecoration", "text-decoration"),
    plain("typography", "textIndent", "text-indent"),
    plain("typography", "textTransform", "text-transform"),
    plain("typography", "letterSpacing", "letter-spacing"),
    plain("typography", "writingMode", "writing-mode"),
];

/// Property and value pairs in order; a property that is set again keeps its place.
pub type Declarations = IndexMap<String, String>;

/// What a style object comes to.
#[derive(Debug, Default, Clone)]
pub struct Compiled {
    /// The declarations.
    pub declarations: Declarations,
    /// The class names.
    pub classes: Vec<String>,
}

impl Compiled {
    /// The declarations as a style attribute's value, those that are not allowed left out.
    pub fn inline(&self) -> String {
        inline(&self.declarations)
    }

    /// The class names with spaces between them.
    pub fn class(&self) -> String {
        self.classes.join(" ")
    }
}

/// How presets are written.
#[derive(Clone, Copy, PartialEq)]
pub enum Presets {
    /// As `var(--wp--preset--…)` in the declarations.
    AsVariables,
    /// Only as class names.
    AsClasses,
}

/// Compiles a style object, WordPress's `wp_style_engine_get_styles`.
pub fn compile(styles: &Map<String, Value>, presets: Presets) -> Compiled {
    let mut compiled = Compiled::default();
    for definition in &DEFINITIONS {
        let Some(value) = definition.value(styles) else { continue };
        for class in classes(definition, value) {
            if !compiled.classes.contains(&class) {
                compiled.classes.push(class);
            }
        }
        for (property, value) in declarations(definition, value, presets) {
            let value = match compiled.declarations.get(&property) {
                Some(before) if property == "background-image" => format!("{value}, {before}"),
                _ => value,
            };
            compiled.declarations.insert(property, value);
        }
    }
    compiled
}

/// A set value: `0` counts, an empty text does not.
fn is_valid(value: &Value) -> bool {
    value == "0" || !php::is_empty(Some(value))
}

fn preset_slug(value: &str, kind: &str) -> Option<String> {
    value.contains(&format!("var:preset|{kind}|")).then(|| php::kebab_case(value.rsplit('|').next().unwrap_or("")))
}

fn preset_variable(value: &str, kind: Option<&str>) -> Option<String> {
    let kind = kind?;
    let slug = preset_slug(value, kind).filter(|slug| !slug.is_empty())?;
    Some(format!("var(--wp--preset--{kind}--{slug})"))
}

fn classes(definition: &Definition, value: &Value) -> Vec<String> {
    if php::is_empty(Some(value)) {
        return Vec::new();
    }
    let class = |(pattern, kind): &(&str, Option<&str>)| match kind {
        None => Some((*pattern).to_owned()),
        Some(kind) => preset_slug(value.as_str()?, kind).map(|slug| pattern.replace("$slug", &slug)),
    };
    definition.classes.iter().filter_map(class).collect()
}

fn declarations(definition: &Definition, value: &Value, presets: Presets) -> Vec<(String, String)> {
    match definition.kind {
        Kind::Address => address_declaration(definition, value),
        Kind::Side => side_declarations(definition, value, presets),
        Kind::Plain => plain_declarations(definition, value, presets),
    }
}

fn plain_declarations(definition: &Definition, value: &Value, presets: Presets) -> Vec<(String, String)> {
    match value {
        Value::String(text) if text.contains("var:") => {
            let variable = preset_variable(text, definition.preset).filter(|_| presets == Presets::AsVariables);
            variable.map(|variable| (definition.property.to_owned(), variable)).into_iter().collect()
        }
        Value::Object(sides) => sides
            .iter()
            .filter_map(|(side, value)| {
                let property = definition.individual?.replace("%s", &php::kebab_case(side));
                Some((property, side_value(definition, value, presets)?))
            })
            .collect(),
        Value::Array(_) => Vec::new(),
        other => text_value(other).map(|text| (definition.property.to_owned(), text)).into_iter().collect(),
    }
}

fn side_value(definition: &Definition, value: &Value, presets: Presets) -> Option<String> {
    let text = text_value(value).filter(|_| is_valid(value))?;
    if text.contains("var:") && presets == Presets::AsVariables && definition.preset.is_some() {
        return preset_variable(&text, definition.preset);
    }
    Some(text)
}

fn side_declarations(definition: &Definition, value: &Value, presets: Presets) -> Vec<(String, String)> {
    let Some(properties) = value.as_object() else { return Vec::new() };
    let declaration = |(property, value): (&String, &Value)| {
        if php::is_empty(Some(value)) || !matches!(property.as_str(), "color" | "radius" | "style" | "width") {
            return None;
        }
        let text = text_value(value)?;
        let text = match presets {
            Presets::AsVariables if text.contains("var:") => preset_variable(&text, definition.preset)?,
            _ => text,
        };
        Some((format!("border-{}-{property}", definition.name), text))
    };
    properties.iter().filter_map(declaration).collect()
}

fn address_declaration(definition: &Definition, value: &Value) -> Vec<(String, String)> {
    let text = match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(image) => php::text_at(image, &["url"])
            .filter(|address| !address.is_empty())
            .map(|address| format!("url('{address}')")),
        _ => None,
    };
    text.map(|text| (definition.property.to_owned(), text)).into_iter().collect()
}

/// WordPress writes texts only: a bare number is left out.
fn text_value(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// One declaration as it is written; empty if it is not allowed.
fn written(property: &str, value: &str) -> String {
    let value = strip_tags(value);
    let property: String = property
        .to_lowercase()
        .chars()
        .filter(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        .collect();
    if value.is_empty() || property.is_empty() {
        return String::new();
    }
    safecss_filter_attr(&format!("{property}:{value}"))
}

fn strip_tags(value: &str) -> String {
    let mut kept = String::with_capacity(value.len());
    let mut inside = false;
    for character in value.trim().chars() {
        match character {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            '\r' | '\n' | '\t' => kept.push(' '),
            _ => kept.push(character),
        }
    }
    kept.trim().to_owned()
}

fn inline(declarations: &Declarations) -> String {
    let mut css = String::new();
    for (property, value) in declarations {
        let declaration = written(property, value);
        if !declaration.is_empty() {
            css.push_str(&declaration);
            css.push(';');
        }
    }
    css
}

/// A style rule.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    /// The selector.
    pub selector: String,
    /// The declarations.
    pub declarations: Declarations,
    /// The properties that are written with `!important`.
    pub important: bool,
    /// What stands around the rule, such as `@media (width <= 480px)`.
    pub group: Option<String>,
}

impl Rule {
    /// A rule with the given declarations.
    pub fn new(selector: impl Into<String>, declarations: &[(&str, &str)]) -> Self {
        let pairs = declarations.iter().map(|(property, value)| ((*property).to_owned(), (*value).to_owned()));
        Self { selector: selector.into(), declarations: pairs.collect(), ..Self::default() }
    }
}

/// The rules that the blocks of a page asked for, in the order in which they were first named.
#[derive(Debug, Clone, Default)]
pub struct StyleSheet {
    rules: IndexMap<(String, String), IndexMap<String, (String, bool)>>,
}

impl StyleSheet {
    /// Adds a rule; its declarations join those of an earlier rule with the same selector.
    pub fn add(&mut self, rule: Rule) {
        if rule.selector.is_empty() || rule.declarations.is_empty() {
            return;
        }
        let declarations = self.rules.entry((rule.group.unwrap_or_default(), rule.selector)).or_default();
        for (property, value) in rule.declarations {
            declarations.insert(property, (value, rule.important));
        }
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Takes over another sheet's rules.
    pub fn extend(&mut self, other: Self) {
        for (key, declarations) in other.rules {
            self.rules.entry(key).or_default().extend(declarations);
        }
    }

    /// The sheet as compact CSS.
    pub fn css(&self) -> String {
        let mut css = String::new();
        for ((group, selector), declarations) in &self.rules {
            let body = body(declarations);
            match (body.is_empty(), group.is_empty()) {
                (true, _) => {}
                (false, true) => css.push_str(&format!("{selector}{{{body}}}")),
                (false, false) => css.push_str(&format!("{group}{{{selector}{{{body}}}}}")),
            }
        }
        css
    }
}

fn body(declarations: &IndexMap<String, (String, bool)>) -> String {
    let mut css = String::new();
    for (property, (value, important)) in declarations {
        let declaration = written(property, value);
        if declaration.is_empty() {
            continue;
        }
        css.push_str(&declaration);
        css.push_str(if *important && !declaration.contains(';') { " !important;" } else { ";" });
    }
    css
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn compiled(styles: Value, presets: Presets) -> Compiled {
        compile(styles.as_object().unwrap(), presets)
    }

    #[test]
    fn presets_become_variables_or_classes() {
        let styles = json!({"color": {"text": "var:preset|color|vividRed", "background": "#fff"}});
        let variables = compiled(styles.clone(), Presets::AsVariables);
        assert_eq!(variables.inline(), "color:var(--wp--preset--color--vivid-red);background-color:#fff;");
        let classes = compiled(styles, Presets::AsClasses);
        assert_eq!(classes.inline(), "background-color:#fff;");
        assert_eq!(classes.class(), "has-text-color has-vivid-red-color has-background");
    }

    #[test]
    fn sides_get_properties_of_their_own() {
        let styles = json!({
            "spacing": {"padding": {"top": "1px", "left": "var:preset|spacing|50"}},
            "border": {"radius": {"topLeft": "2px"}, "top": {"color": "red", "width": "1px"}},
        });
        assert_eq!(
            compiled(styles, Presets::AsVariables).inline(),
            "border-top-left-radius:2px;border-top-color:red;border-top-width:1px;padding-top:1px;\
             padding-left:var(--wp--preset--spacing--50);"
        );
    }

    #[test]
    fn rules_with_the_same_selector_join() {
        let mut sheet = StyleSheet::default();
        sheet.add(Rule::new(".a", &[("margin-left", "auto"), ("color", "red")]));
        sheet.add(Rule::new(".b", &[("gap", "1em")]));
        sheet.add(Rule::new(".a", &[("margin-left", "0 !important")]));
        assert_eq!(sheet.css(), ".a{margin-left:0 !important;color:red;}.b{gap:1em;}");
    }
}
