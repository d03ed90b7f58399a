//! `core/button`: nothing without a text, and its width.

use super::Call;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;

/// Renders the block.
pub fn render(call: Call<'_>) -> String {
    let mut tags = TagProcessor::new(&call.content);
    let mut seen = false;
    while tags.next_tag() {
        seen = true;
        if matches!(tags.tag_name(), "a" | "button") {
            break;
        }
    }
    if !seen {
        return call.content;
    }
    if !has_content(&call.content[tags.tag_end().min(call.content.len())..], tags.tag_name()) {
        return String::new();
    }
    match php::text_at(call.attributes, &["style", "dimensions", "width"]).filter(|width| !width.is_empty()) {
        Some(width) => with_width(&call.content, width),
        None => call.content,
    }
}

/// Whether there is anything but comments up to the end of the element.
fn has_content(mut rest: &str, element: &str) -> bool {
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    !rest.is_empty() && !rest.to_ascii_lowercase().starts_with(&format!("</{element}"))
}

fn with_width(html: &str, width: &str) -> String {
    let mut tags = TagProcessor::new(html);
    if !tags.next_tag_with_class("wp-block-button") {
        return html.to_owned();
    }
    tags.add_class("has-custom-width");
    let before = tags.attribute("style").filter(|style| !style.is_empty()).map(|style| format!(" {style}"));
    let before = before.unwrap_or_default();
    if width.ends_with('%') {
        tags.add_class("wp-block-button__width");
        if let "25%" | "50%" | "75%" | "100%" = width {
            tags.add_class(&format!("wp-block-button__width-{}", width.trim_end_matches('%')));
        }
        let number = php::float(php::leading_number(width));
        tags.set_attribute("style", &format!("--wp--block-button--width: {number};{before}"));
    } else {
        let width = match width.strip_prefix("var:preset|dimension|") {
            Some(slug) => format!("var(--wp--preset--dimension--{})", php::kebab_case(slug)),
            None => width.to_owned(),
        };
        tags.set_attribute("style", &format!("width: {width};{before}"));
    }
    tags.finish()
}
