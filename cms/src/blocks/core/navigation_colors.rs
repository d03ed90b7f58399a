//! Colours and manners that a navigation block gives to the items inside it.

use crate::blocks::context::Values;
use crate::blocks::php;

/// Classes and styles, of the items and of their submenus.
#[derive(Debug, Default)]
pub struct Colors {
    /// Class names.
    pub class: String,
    /// Declarations.
    pub style: String,
    /// Class names of submenus.
    pub overlay_class: String,
    /// Declarations of submenus.
    pub overlay_style: String,
}

/// Adds the class names of a colour, and its declaration if it has no name.
fn add(
    class: &mut String,
    style: &mut String,
    kind: (&str, &str, &str),
    named: Option<String>,
    custom: Option<String>,
) {
    let (base, suffix, property) = kind;
    if named.is_none() && custom.is_none() {
        return;
    }
    class.push_str(if class.is_empty() { "" } else { " " });
    class.push_str(base);
    match (named, custom) {
        (Some(named), _) => class.push_str(&format!(" has-{}-{suffix}", php::kebab_case(&named))),
        (None, Some(custom)) => style.push_str(&format!("{property}: {custom};")),
        (None, None) => {}
    }
}

const TEXT: (&str, &str, &str) = ("has-text-color", "color", "color");
const BACKGROUND: (&str, &str, &str) = ("has-background", "background-color", "background-color");

/// The colours that the blocks around set.
pub fn of_context(values: &Values) -> Colors {
    let get = |name: &str| values.get(name).map(php::to_text);
    let styled = |part: &str| {
        let style = values.get("style")?.get("color")?.get(part)?;
        Some(php::to_text(style))
    };
    let mut colors = Colors::default();
    let custom = get("customTextColor").or_else(|| styled("text"));
    add(&mut colors.class, &mut colors.style, TEXT, get("textColor"), custom);
    let custom = get("customBackgroundColor").or_else(|| styled("background"));
    add(&mut colors.class, &mut colors.style, BACKGROUND, get("backgroundColor"), custom);
    let (class, style) = (&mut colors.overlay_class, &mut colors.overlay_style);
    add(class, style, TEXT, get("overlayTextColor"), get("customOverlayTextColor"));
    add(class, style, BACKGROUND, get("overlayBackgroundColor"), get("customOverlayBackgroundColor"));
    colors
}

/// When submenus open: `hover`, `click` or `always`.
pub fn submenu_visibility(values: &Values) -> String {
    match values.get("openSubmenusOnClick") {
        Some(on_click) if !php::is_empty(Some(on_click)) => "click".to_owned(),
        Some(_) => "hover".to_owned(),
        None => values.text("submenuVisibility").unwrap_or("hover").to_owned(),
    }
}
