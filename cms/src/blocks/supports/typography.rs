//! Type: font sizes (also those that grow with the viewport), families, alignment.

use crate::formatting::esc_attr;
use serde_json::{Map, Value, json};

use super::Supported;
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::Attributes;
use crate::blocks::php;
use crate::blocks::style_engine::{Presets, compile};
use crate::blocks::theme::ThemeStyle;
use crate::blocks::types::BlockType;

/// The name of a feature in the style attribute and of its support flag.
const FEATURES: [(&str, &str); 10] = [
    ("fontStyle", "__experimentalFontStyle"),
    ("fontWeight", "__experimentalFontWeight"),
    ("lineHeight", "lineHeight"),
    ("textAlign", "textAlign"),
    ("textColumns", "textColumns"),
    ("textDecoration", "__experimentalTextDecoration"),
    ("textTransform", "__experimentalTextTransform"),
    ("letterSpacing", "__experimentalLetterSpacing"),
    ("writingMode", "__experimentalWritingMode"),
    ("textIndent", "textIndent"),
];

/// Class names and declarations, WordPress's `wp_apply_typography_support`.
pub fn apply(kind: &BlockType, attributes: &Attributes, theme: &ThemeStyle) -> Option<(String, String)> {
    kind.supports.get("typography")?;
    if kind.writes_itself("typography", None) {
        return None;
    }
    let mut styles = Map::new();
    if let Some(size) = supported(kind, "fontSize", "fontSize").then(|| font_size(attributes, theme)).flatten() {
        styles.insert("fontSize".to_owned(), size);
    }
    if let Some(family) =
        supported(kind, "fontFamily", "__experimentalFontFamily").then(|| font_family(attributes)).flatten()
    {
        styles.insert("fontFamily".to_owned(), family);
    }
    for (feature, flag) in FEATURES {
        let value = php::at(attributes, &["style", "typography", feature]).filter(|_| supported(kind, feature, flag));
        styles.extend(value.map(|value| (feature.to_owned(), preset_inline(value, &property(feature)))));
    }
    let align = styles.get("textAlign").map(php::to_text);
    let compiled = compile(&Map::from_iter([("typography".to_owned(), Value::Object(styles))]), Presets::AsClasses);
    let classes = compiled.classes.iter().cloned().chain(align.map(|align| format!("has-text-align-{align}")));
    Some((classes.collect::<Vec<_>>().join(" "), compiled.inline()))
}

fn supported(kind: &BlockType, feature: &str, flag: &str) -> bool {
    !php::is_empty(kind.support(&["typography", flag])) && !kind.writes_itself("typography", Some(feature))
}

fn font_size(attributes: &Attributes, theme: &ThemeStyle) -> Option<Value> {
    if let Some(preset) = attributes.get("fontSize") {
        return Some(json!(format!("var:preset|font-size|{}", php::to_text(preset))));
    }
    let size = php::at(attributes, &["style", "typography", "fontSize"])?;
    Some(json!(fluid_font_size(&php::to_text(size), theme)))
}

fn font_family(attributes: &Attributes) -> Option<Value> {
    if let Some(preset) = attributes.get("fontFamily") {
        return Some(json!(format!("var:preset|font-family|{}", php::to_text(preset))));
    }
    php::at(attributes, &["style", "typography", "fontFamily"]).map(|family| preset_inline(family, "font-family"))
}

fn property(feature: &str) -> String {
    php::kebab_case(feature)
}

/// An old way to write presets in the style attribute, `wp_typography_get_preset_inline_style_value`.
fn preset_inline(value: &Value, property: &str) -> Value {
    match value.as_str().filter(|text| text.contains(&format!("var:preset|{property}|"))) {
        Some(text) => {
            let slug = php::kebab_case(text.rsplit('|').next().unwrap_or(""));
            json!(format!("var(--wp--preset--{property}--{slug});"))
        }
        None => value.clone(),
    }
}

/// Fit text and fluid font sizes in saved HTML, WordPress's `wp_render_typography_support`.
pub fn after(html: String, supported: Supported<'_>) -> String {
    if !php::is_empty(supported.attributes.get("fitText")) {
        return with_fit_text(html);
    }
    let Some(size) = php::at(supported.attributes, &["style", "typography", "fontSize"]) else { return html };
    let size = php::to_text(size);
    let fluid = fluid_font_size(&size, supported.theme);
    if fluid.is_empty() || fluid == size {
        return html;
    }
    replace_font_size(&html, &size, &fluid).unwrap_or(html)
}

fn with_fit_text(html: String) -> String {
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        if tags.attribute("data-wp-interactive").unwrap_or_default().is_empty() {
            tags.set_flag("data-wp-interactive");
        }
        tags.set_attribute("data-wp-context---core-fit-text", "core/fit-text::{\"fontSize\":\"\"}");
        tags.set_attribute("data-wp-init---core-fit-text", "core/fit-text::callbacks.init");
        tags.set_attribute("data-wp-style--font-size", "core/fit-text::context.fontSize");
    }
    tags.finish()
}

/// Replaces the first `font-size: SIZE;`.
fn replace_font_size(html: &str, size: &str, fluid: &str) -> Option<String> {
    let mut from = 0;
    while let Some(start) = html[from..].find("font-size").map(|found| from + found) {
        from = start + "font-size".len();
        let Some(value) = html[from..].trim_start().strip_prefix(':') else { continue };
        let Some(rest) = value.trim_start().strip_prefix(size) else { continue };
        let after = rest.trim_start();
        let after = after.strip_prefix(';').unwrap_or(after);
        return Some(format!("{}font-size:{};{after}", &html[..start], esc_attr(fluid)));
    }
    None
}

/// A length in one of the units that fluid type knows.
#[derive(Clone, Copy)]
struct Length {
    value: f64,
    unit: &'static str,
}

impl Length {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let unit_start =
            text.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(text.len());
        let unit = match &text[unit_start..] {
            "" | "px" => "px",
            "rem" => "rem",
            "em" => "em",
            _ => return None,
        };
        let value: f64 = text[..unit_start].parse().ok()?;
        Some(Self { value: thousandths(value), unit })
    }

    fn to(self, unit: &'static str) -> Self {
        let value = match (self.unit, unit) {
            ("em" | "rem", "px") => self.value * 16.0,
            ("px", "em" | "rem") => self.value / 16.0,
            _ => self.value,
        };
        Self { value: thousandths(value), unit }
    }

    fn text(self) -> String {
        format!("{}{}", php::float(self.value), self.unit)
    }
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A font size that grows with the viewport, WordPress's `wp_get_typography_font_size_value`; the size itself where the
/// theme or the unit does not allow it.
pub fn fluid_font_size(size: &str, theme: &ThemeStyle) -> String {
    let fluid = theme.fluid_typography.then(|| clamp(size, theme)).flatten();
    fluid.unwrap_or_else(|| size.to_owned())
}

fn clamp(size: &str, theme: &ThemeStyle) -> Option<String> {
    let preferred = Length::parse(size).filter(|length| length.value != 0.0)?;
    let limit = Length { value: 14.0, unit: "px" }.to(preferred.unit);
    if preferred.value <= limit.value {
        return None;
    }
    let in_pixels = preferred.to("px").value;
    let factor = (1.0 - 0.075 * in_pixels.log2()).clamp(0.25, 0.75);
    let calculated = thousandths(preferred.value * factor);
    let minimum = Length { value: calculated.max(limit.value), unit: preferred.unit };
    let widest = theme.wide_size.as_deref().and_then(Length::parse).unwrap_or(Length { value: 1600.0, unit: "px" });
    let (widest, narrowest) = (widest.to(minimum.unit), Length { value: 320.0, unit: "px" }.to(minimum.unit));
    let range = widest.value - narrowest.value;
    if range == 0.0 {
        return None;
    }
    let offset = format!("{}{}", php::float(thousandths(narrowest.value / 100.0)), minimum.unit);
    let slope = thousandths(100.0 * (preferred.value - minimum.value) / range);
    let slope = if slope == 0.0 { 1.0 } else { slope };
    let minimum_in_rem = minimum.to("rem").text();
    let growing = format!("{minimum_in_rem} + ((1vw - {offset}) * {})", php::float(slope));
    Some(format!("clamp({}, {growing}, {})", minimum.text(), preferred.text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_grow_with_the_viewport() {
        let theme = ThemeStyle::default();
        assert_eq!(fluid_font_size("32px", &theme), "clamp(20px, 1.25rem + ((1vw - 3.2px) * 1.176), 32px)");
        assert_eq!(fluid_font_size("14px", &theme), "14px", "small type stays as it is");
        assert_eq!(fluid_font_size("50%", &theme), "50%");
    }
}
