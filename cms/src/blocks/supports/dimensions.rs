//! Aspect ratios of saved blocks; other sizes stand in the saved HTML or come with the wrapper.

use serde_json::{Map, Value, json};

use super::Supported;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::blocks::style_engine::{Presets, compile};

/// WordPress's `wp_render_dimensions_support`.
pub fn after(html: String, supported: Supported<'_>) -> String {
    let kind = supported.kind;
    if !kind.has_support(&["dimensions", "aspectRatio"], false) || kind.writes_itself("dimensions", Some("aspectRatio"))
    {
        return html;
    }
    let ratio = php::at(supported.attributes, &["style", "dimensions", "aspectRatio"]);
    let mut styles = Map::new();
    let explicit = ratio.is_some_and(is_explicit);
    if explicit {
        styles.insert("aspectRatio".to_owned(), ratio.cloned().unwrap_or_default());
        styles.insert("minHeight".to_owned(), json!("unset"));
        styles.insert("height".to_owned(), json!("unset"));
    } else if php::at(supported.attributes, &["style", "dimensions", "minHeight"]).is_some()
        || php::at(supported.attributes, &["minHeight"]).is_some()
    {
        styles.insert("aspectRatio".to_owned(), json!("unset"));
    } else if let Some(ratio) = ratio {
        styles.insert("aspectRatio".to_owned(), ratio.clone());
    }
    let compiled = compile(&Map::from_iter([("dimensions".to_owned(), Value::Object(styles))]), Presets::AsVariables);
    let css = compiled.inline();
    if css.is_empty() {
        return html;
    }
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        tags.set_attribute("style", &appended_style(tags.attribute("style"), &css));
        for class in compiled.classes.iter().filter(|class| explicit || !class.contains("aspect-ratio")) {
            tags.add_class(class);
        }
    }
    tags.finish()
}

/// Whether a ratio is one and not `auto`.
pub fn is_explicit(ratio: &Value) -> bool {
    let text = php::to_text(ratio).trim().to_lowercase();
    (ratio.is_string() || ratio.is_number()) && !text.is_empty() && text != "auto"
}

/// Declarations behind those that a style attribute has already.
pub fn appended_style(existing: Option<String>, css: &str) -> String {
    match existing.filter(|existing| !existing.is_empty()) {
        Some(existing) if existing.ends_with(';') => format!("{existing}{css}"),
        Some(existing) => format!("{existing};{css}"),
        None => css.to_owned(),
    }
}
