//! Blocks that are hidden, everywhere or on certain viewports.

use serde_json::Value;

use super::Supported;
use crate::blocks::collected::Collected;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::blocks::style_engine::Rule;

/// WordPress's `wp_render_block_visibility_support`.
pub fn after(html: String, supported: Supported<'_>, collected: &mut Collected) -> String {
    let visibility = php::at(supported.attributes, &["metadata", "blockVisibility"]);
    if visibility == Some(&Value::Bool(false)) {
        return String::new();
    }
    let viewports = visibility.and_then(|visibility| visibility.get("viewport")).and_then(Value::as_object);
    let Some(viewports) = viewports.filter(|_| supported.kind.has_support(&["visibility"], true)) else { return html };
    let hidden = viewports.iter().filter(|(_, is_visible)| **is_visible == Value::Bool(false));
    let mut hidden: Vec<_> =
        hidden.filter_map(|(viewport, _)| Some((viewport.as_str(), supported.theme.media_query(viewport)?))).collect();
    hidden.sort();
    if hidden.is_empty() {
        return html;
    }
    let classes: Vec<_> = hidden.iter().map(|(viewport, _)| format!("wp-block-hidden-{viewport}")).collect();
    for (class, (_, query)) in classes.iter().zip(hidden) {
        let rule = Rule::new(format!(".{class}"), &[("display", "none !important")]);
        collected.styles.add(Rule { group: Some(query), ..rule });
    }
    hide(&html, &classes.join(" "))
}

fn hide(html: &str, classes: &str) -> String {
    let mut tags = TagProcessor::new(html);
    let mut is_first = true;
    while tags.next_tag() {
        if std::mem::take(&mut is_first) {
            tags.add_class(classes);
        }
        if tags.tag_name() == "img" {
            tags.set_attribute("fetchpriority", "auto");
        }
    }
    tags.finish()
}
