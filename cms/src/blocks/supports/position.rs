//! Blocks that stick to the top of the window.

use crate::blocks::collected::Collected;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::blocks::style_engine::Rule;

use super::Supported;

/// WordPress's `wp_render_position_support`.
pub fn after(html: String, supported: Supported<'_>, collected: &mut Collected) -> String {
    let position = php::at(supported.attributes, &["style", "position"]);
    let Some(position) = position.and_then(|position| position.as_object()).filter(|position| !position.is_empty())
    else {
        return html;
    };
    if !supported.kind.has_support(&["position"], false) {
        return html;
    }
    let class = collected.unique_id("wp-container-");
    let kind = php::text_at(position, &["type"]).unwrap_or_default();
    if kind != "sticky" || !supported.theme.sticky_position {
        return html;
    }
    for side in ["top", "right", "bottom", "left"] {
        let Some(value) = php::at(position, &[side]).map(php::to_text) else { continue };
        let value = match (side, value.as_str()) {
            ("top", "0") => "calc(0px + var(--wp-admin--admin-bar--position-offset, 0px))".to_owned(),
            ("top", value) => format!("calc({value} + var(--wp-admin--admin-bar--position-offset, 0px))"),
            _ => value,
        };
        collected.styles.add(Rule::new(format!(".{class}"), &[(side, &value)]));
    }
    collected.styles.add(Rule::new(format!(".{class}"), &[("position", kind), ("z-index", "10")]));
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        tags.add_class(&class);
        tags.add_class(&format!("is-position-{kind}"));
    }
    tags.finish()
}
