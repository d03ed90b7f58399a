//! `core/file`: a download link, with the preview of a PDF for browsers that can show one.

use super::Call;
use crate::blocks::html::TagProcessor;

/// Renders the block.
pub fn render(call: Call<'_>) -> String {
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
    let name = tags.attribute("aria-label").filter(|name| !name.is_empty() && name != "PDF embed");
    let label = name.map_or_else(|| "PDF embed".to_owned(), |name| format!("Embed of {name}."));
    tags.set_attribute("aria-label", &label);
    tags.finish()
}
