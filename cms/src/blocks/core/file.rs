//! `core/file`: a download link, with the preview of a PDF for browsers that can show one.

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;

/// Renders the block.
pub fn render(renderer: &BlockRenderer, call: Call<'_>) -> String {
    if !call.flag("displayPreview") {
        return call.content;
    }
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag() {
        tags.set_attribute("data-wp-interactive", "core/file");
    }
    if !tags.next_tag_named("object") {
        return call.content;
    }
    tags.set_attribute("data-wp-bind--hidden", "!state.hasPdfPreview");
    tags.set_flag("hidden");
    let words = renderer.words();
    let name = tags.attribute("aria-label").filter(|name| !name.is_empty() && name != "PDF embed");
    let label = match name {
        Some(name) => words.fill("Embed of %s.", &[&name]),
        None => words.say("PDF embed").to_owned(),
    };
    tags.set_attribute("aria-label", &label);
    tags.finish()
}
