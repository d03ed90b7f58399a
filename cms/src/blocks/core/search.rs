//! `core/search`: a search form.

use serde_json::{Value, json};

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::interactivity::html_safe_json;
use crate::blocks::php;
use crate::blocks::supports::fluid_font_size;
use crate::formatting::{esc_attr, esc_url, safecss_filter_attr, strip_all_tags, wp_kses_post};
use crate::languages::Words;

/// A magnifying glass.
const ICON: &str = "<svg class=\"search-icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\">\n\t\t\t\t\t\
    <path d=\"M11 4a7 7 0 1 0 4.2 12.6l4.1 4.1 1.4-1.4-4.1-4.1A7 7 0 0 0 11 4Zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z\"></path>\n\
    \t\t\t\t</svg>";

/// Where the button stands, and what follows from it.
struct Form<'a> {
    words: Words,
    call: &'a Call<'a>,
    position: &'a str,
}

impl Form<'_> {
    fn is_inside(&self) -> bool {
        self.position == "button-inside"
    }

    fn is_expandable(&self) -> bool {
        self.position == "button-only"
    }

    fn has_button(&self) -> bool {
        self.position != "no-button"
    }

    fn style(&self, path: &[&str]) -> Option<String> {
        let full: Vec<&str> = ["style"].into_iter().chain(path.iter().copied()).collect();
        php::at(self.call.attributes, &full).filter(|value| !php::is_empty(Some(value))).map(php::to_text)
    }
}

/// Renders the block.
pub fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> String {
    let id = renderer.collected.unique_id("wp-block-search__input-");
    let form = Form { words: renderer.words(), call: &call, position: call.text("buttonPosition") };
    let styles = Styles::of(&form, renderer);
    let label = label(&form, &id, &styles);
    let input = input(&form, &id, &styles, renderer.visit.parameter("s").unwrap_or_default());
    let parameters: String = match call.attributes.get("query") {
        Some(Value::Object(parameters)) => parameters.iter().map(hidden_field).collect(),
        _ => String::new(),
    };
    let button = if form.has_button() { button(&form, &id, &styles) } else { String::new() };
    let inside = if form.is_inside() { border_classes(&form) } else { String::new() };
    let class = ["wp-block-search__inside-wrapper", &inside].join(" ");
    let field =
        format!("<div class=\"{}\" {}>{input}{parameters}{button}</div>", esc_attr(class.trim()), styles.wrapper);
    let wrapper = call.wrapper(renderer, &[("class", &classes(&form))]);
    let directives = if form.is_expandable() { directives(form.words, &id) } else { String::new() };
    let action = esc_url(&format!("{}/", renderer.site.url()));
    match call.text("tagName") {
        "search" => format!(
            "<search {wrapper} {directives}><form method=\"get\" action=\"{action}\">{label}{field}</form></search>"
        ),
        _ => format!(
            "<form role=\"search\" method=\"get\" action=\"{action}\" {wrapper} {directives}>{label}{field}</form>"
        ),
    }
}

fn hidden_field((name, value): (&String, &Value)) -> String {
    let value = php::to_text(value);
    let (name, value) = (esc_attr(name), esc_attr(&value));
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\" />")
}

fn classes(form: &Form<'_>) -> String {
    let mut classes = match form.position {
        "button-inside" => vec!["wp-block-search__button-inside"],
        "button-outside" => vec!["wp-block-search__button-outside"],
        "no-button" => vec!["wp-block-search__no-button"],
        "button-only" => vec!["wp-block-search__button-only wp-block-search__searchfield-hidden"],
        _ => Vec::new(),
    };
    if !form.position.is_empty() && form.has_button() {
        let icon = form.call.flag("buttonUseIcon");
        classes.push(if icon { "wp-block-search__icon-button" } else { "wp-block-search__text-button" });
    }
    classes.join(" ")
}

fn text_or<'a>(call: &'a Call<'_>, name: &str, default: &'a str) -> &'a str {
    php::text_at(call.attributes, &[name]).unwrap_or(default)
}

fn label(form: &Form<'_>, id: &str, styles: &Styles) -> String {
    let text = text_or(form.call, "label", form.words.say("Search"));
    let inner = if text.is_empty() { form.words.say("Search").to_owned() } else { wp_kses_post(text) };
    let html = format!("<label {}>{inner}</label>", styles.label);
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        tags.set_attribute("for", id);
        tags.add_class("wp-block-search__label");
        let is_shown = form.call.flag("showLabel") && !text.is_empty();
        let more = if is_shown { type_classes(form) } else { "screen-reader-text".to_owned() };
        if !more.is_empty() {
            tags.add_class(&more);
        }
    }
    tags.finish()
}

fn input(form: &Form<'_>, id: &str, styles: &Styles, searched: String) -> String {
    let mut classes = vec!["wp-block-search__input".to_owned()];
    classes.extend((!form.is_inside()).then(|| border_classes(form)));
    classes.push(type_classes(form));
    classes.extend((!form.has_button()).then(|| color_classes(form)));
    let html = format!("<input type=\"search\" name=\"s\" required {}/>", styles.input);
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        tags.add_class(&joined(&classes));
        tags.set_attribute("id", id);
        tags.set_attribute("value", &searched);
        tags.set_attribute("placeholder", form.call.text("placeholder"));
        if form.is_expandable() {
            tags.set_attribute("data-wp-bind--aria-hidden", "!context.isSearchInputVisible");
            tags.set_attribute("data-wp-bind--tabindex", "state.tabindex");
            tags.set_attribute("aria-hidden", "true");
            tags.set_attribute("tabindex", "-1");
        }
    }
    if form.is_expandable() { without(&tags.finish(), &["tabindex"]) } else { tags.finish() }
}

/// Attributes that WordPress takes out again where their values are for the script alone to know.
fn without(html: &str, attributes: &[&str]) -> String {
    let mut tags = TagProcessor::new(html);
    if tags.next_tag() {
        attributes.iter().for_each(|name| tags.remove_attribute(name));
    }
    tags.finish()
}

fn joined(classes: &[String]) -> String {
    classes.iter().filter(|class| !class.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

fn button(form: &Form<'_>, id: &str, styles: &Styles) -> String {
    let mut classes = vec!["wp-block-search__button".to_owned(), color_classes(form), type_classes(form)];
    classes.extend((!form.is_inside()).then(|| border_classes(form)));
    let text = text_or(form.call, "buttonText", form.words.say("Search"));
    let icon = form.call.flag("buttonUseIcon");
    classes.extend(icon.then(|| "has-icon".to_owned()));
    classes.push("wp-element-button".to_owned());
    let inner = if icon { ICON.to_owned() } else { wp_kses_post(text) };
    let html = format!("<button type=\"submit\" {}>{inner}</button>", styles.button);
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        tags.add_class(&joined(&classes));
        if form.is_expandable() {
            tags.set_attribute("data-wp-bind--aria-label", "state.ariaLabel");
            tags.set_attribute("data-wp-bind--aria-controls", "state.ariaControls");
            tags.set_attribute("data-wp-bind--aria-expanded", "context.isSearchInputVisible");
            tags.set_attribute("data-wp-bind--type", "state.type");
            tags.set_attribute("data-wp-on--click", "actions.openSearchInput");
            tags.set_attribute("aria-label", form.words.say("Expand search field"));
            tags.set_attribute("aria-controls", &format!("wp-block-search__input-{id}"));
            tags.set_attribute("aria-expanded", "false");
            tags.set_attribute("type", "button");
        } else {
            tags.set_attribute("aria-label", &strip_all_tags(text, false));
        }
    }
    match form.is_expandable() {
        true => without(&tags.finish(), &["aria-controls", "aria-label", "type"]),
        false => tags.finish(),
    }
}

fn directives(words: Words, id: &str) -> String {
    let context = html_safe_json(&json!({
        "isSearchInputVisible": false,
        "inputId": id,
        "ariaLabelExpanded": words.say("Submit Search"),
        "ariaLabelCollapsed": words.say("Expand search field"),
    }));
    format!(
        "\n\t\t data-wp-interactive=\"core/search\"\n\t\t data-wp-context='{context}'\n\t\t \
         data-wp-class--wp-block-search__searchfield-hidden=\"!context.isSearchInputVisible\"\n\t\t \
         data-wp-on--keydown=\"actions.handleSearchKeydown\"\n\t\t data-wp-on--focusout=\"actions.handleSearchFocusout\"\n\t\t"
    )
}

fn type_classes(form: &Form<'_>) -> String {
    let class = |name: &str, suffix: &str| match form.call.text(name) {
        "" => String::new(),
        slug => format!("has-{}-{suffix}", esc_attr(slug)),
    };
    joined(&[class("fontSize", "font-size"), class("fontFamily", "font-family")])
}

fn border_classes(form: &Form<'_>) -> String {
    let named = form.call.text("borderColor");
    let any = !named.is_empty() || form.style(&["border", "color"]).is_some();
    let class = if named.is_empty() { String::new() } else { format!("has-{}-border-color", esc_attr(named)) };
    joined(&[if any { "has-border-color".to_owned() } else { String::new() }, class])
}

fn color_classes(form: &Form<'_>) -> String {
    let (text, background, gradient) =
        (form.call.text("textColor"), form.call.text("backgroundColor"), form.call.text("gradient"));
    let mut classes = Vec::new();
    if !text.is_empty() {
        classes.push(format!("has-text-color has-{text}-color"));
    } else if form.style(&["color", "text"]).is_some() {
        classes.push("has-text-color".to_owned());
    }
    let custom = form.style(&["color", "background"]).is_some() || form.style(&["color", "gradient"]).is_some();
    if custom || !background.is_empty() || !gradient.is_empty() {
        classes.push("has-background".to_owned());
    }
    classes.extend((!background.is_empty()).then(|| format!("has-{background}-background-color")));
    classes.extend((!gradient.is_empty()).then(|| format!("has-{gradient}-gradient-background")));
    classes.join(" ")
}

/// The style attributes of the form's parts.
#[derive(Default)]
struct Styles {
    wrapper: String,
    button: String,
    input: String,
    label: String,
}

impl Styles {
    fn of(form: &Form<'_>, renderer: &BlockRenderer) -> Self {
        let mut styles = Self::default();
        let (width, unit) = (form.call.number("width"), form.call.text("widthUnit"));
        if width != 0 && !unit.is_empty() {
            add(&mut styles.wrapper, &format!("width: {width}{};", esc_attr(unit)));
        }
        for property in ["width", "color", "style"] {
            for side in ["", "top", "right", "bottom", "left"] {
                styles.border(form, property, side);
            }
        }
        styles.radius(form);
        styles.colors(form);
        styles.typography(form, renderer);
        let attribute = |style: String| match style.is_empty() {
            true => style,
            false => format!(" style=\"{}\"", esc_attr(&safecss_filter_attr(&style))),
        };
        Self {
            wrapper: attribute(styles.wrapper),
            button: attribute(styles.button),
            input: attribute(styles.input),
            label: attribute(styles.label),
        }
    }

    fn border(&mut self, form: &Form<'_>, property: &str, side: &str) {
        let path: Vec<&str> = ["border", side, property].into_iter().filter(|part| !part.is_empty()).collect();
        let Some(mut value) = form.style(&path) else { return };
        if property == "color" && !side.is_empty() && value.contains("var:preset|color|") {
            value = format!("var(--wp--preset--color--{})", value.rsplit('|').next().unwrap_or_default());
        }
        let suffix = if side.is_empty() { property.to_owned() } else { format!("{side}-{property}") };
        self.frame(form, &format!("border-{suffix}: {};", esc_attr(&value)));
    }

    fn frame(&mut self, form: &Form<'_>, declaration: &str) {
        if form.is_inside() {
            add(&mut self.wrapper, declaration);
        } else {
            add(&mut self.button, declaration);
            add(&mut self.input, declaration);
        }
    }

    fn radius(&mut self, form: &Form<'_>) {
        let Some(radius) = php::at(form.call.attributes, &["style", "border", "radius"]) else { return };
        let corners: Vec<(String, String)> = match radius {
            Value::Object(corners) => corners
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(corner, value)| (format!("{}-", php::kebab_case(corner)), radius_text(value)))
                .collect(),
            value if php::is_empty(Some(value)) => Vec::new(),
            value if php::is_numeric(value) => vec![(String::new(), format!("{}px", php::to_text(value)))],
            value => vec![(String::new(), radius_text(value))],
        };
        for (corner, value) in corners {
            let declaration = format!("border-{corner}radius: {};", esc_attr(&value));
            add(&mut self.input, &declaration);
            add(&mut self.button, &declaration);
            let counts = php::leading_number(&value) as i64 != 0
                || (!corner.is_empty() && value.starts_with("var(--wp--preset--border-radius--"));
            if form.is_inside() && counts {
                add(&mut self.wrapper, &format!("border-{corner}radius: calc({} + 4px);", esc_attr(&value)));
            }
        }
    }

    fn colors(&mut self, form: &Form<'_>) {
        let target = if form.position == "no-button" { &mut self.input } else { &mut self.button };
        for (name, property) in [("text", "color"), ("background", "background-color"), ("gradient", "background")] {
            if let Some(value) = form.style(&["color", name]) {
                add(target, &format!("{property}: {value};"));
            }
        }
    }

    fn typography(&mut self, form: &Form<'_>, renderer: &BlockRenderer) {
        let mut css = String::new();
        for name in
            ["fontSize", "fontFamily", "letterSpacing", "fontWeight", "fontStyle", "lineHeight", "textTransform"]
        {
            let Some(value) = form.style(&["typography", name]) else { continue };
            let value = if name == "fontSize" { fluid_font_size(&value, &renderer.theme) } else { value };
            css.push_str(&format!("{}: {value};", php::kebab_case(name)));
        }
        let css = esc_attr(&css);
        if !css.is_empty() {
            [&mut self.label, &mut self.button, &mut self.input].into_iter().for_each(|style| add(style, &css));
        }
        if let Some(decoration) = form.style(&["typography", "textDecoration"]) {
            let declaration = format!("text-decoration: {};", esc_attr(&decoration));
            add(&mut self.button, &declaration);
            if form.call.flag("showLabel") {
                add(&mut self.label, &declaration);
            }
        }
    }
}

fn radius_text(value: &Value) -> String {
    let text = php::to_text(value);
    match text.contains("var:preset|border-radius|") {
        true => format!(
            "var(--wp--preset--border-radius--{})",
            php::kebab_case(text.rsplit('|').next().unwrap_or_default())
        ),
        false => text,
    }
}

fn add(style: &mut String, declaration: &str) {
    style.push_str(if style.is_empty() { "" } else { " " });
    style.push_str(declaration);
}
