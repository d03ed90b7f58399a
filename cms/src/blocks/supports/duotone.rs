//! Two-colour filters on images.

use serde_json::Value;

use super::Supported;
use crate::blocks::collected::Collected;
use crate::blocks::html::add_class_to_first_tag;
use crate::blocks::php;
use crate::blocks::style_engine::{Rule, StyleSheet};

/// WordPress's `WP_Duotone::render_duotone_support`.
pub fn after(html: String, supported: Supported<'_>, collected: &mut Collected) -> String {
    let kind = supported.kind;
    let Some(duotone) = php::at(supported.attributes, &["style", "color", "duotone"]) else { return html };
    let selector = php::text_at(&kind.selectors, &["filter", "duotone"]);
    let Some(selector) = selector.filter(|_| kind.has_support(&["filter", "duotone"], false)) else { return html };
    let Some((id, filter)) = filter(duotone, supported, collected) else { return html };
    let scoped: Vec<_> = selector.split(',').map(|part| format!(".{id}{}", part.trim())).collect();
    let mut sheet = StyleSheet::default();
    sheet.add(Rule::new(scoped.join(", "), &[("filter", &filter)]));
    collected.add_css(sheet.css());
    add_class_to_first_tag(&html, &id)
}

/// The id under which the filter stands and the value of the `filter` property.
fn filter(duotone: &Value, supported: Supported<'_>, collected: &mut Collected) -> Option<(String, String)> {
    match duotone {
        Value::String(text) => {
            let slug = preset_slug(text);
            if let Some(colors) = slug.and_then(|slug| supported.theme.duotones.get(slug)) {
                let slug = slug.unwrap_or_default();
                let id = format!("wp-duotone-{slug}");
                collected.filters.insert(id.clone(), colors.clone());
                return Some((id, format!("var(--wp--preset--duotone--{slug})")));
            }
            let id = format!("wp-duotone-{}", collected.unique_id(&key(&format!("{text}-"))));
            Some((id, text.clone()))
        }
        Value::Array(colors) => {
            let colors: Vec<String> = colors.iter().map(php::to_text).collect();
            let id = format!("wp-duotone-{}", collected.unique_id(&key(&format!("{}-", colors.join("-")))));
            collected.filters.insert(id.clone(), colors);
            Some((id.clone(), format!("url(#{id})")))
        }
        _ => None,
    }
}

fn preset_slug(text: &str) -> Option<&str> {
    let by_reference = text.strip_prefix("var:preset|duotone|");
    let by_variable = || text.strip_prefix("var(--wp--preset--duotone--")?.strip_suffix(')');
    by_reference.or_else(by_variable)
}

/// WordPress's `sanitize_key`.
fn key(text: &str) -> String {
    let kept = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    text.to_lowercase().chars().filter(kept).collect()
}
