//! `core/accordion` and its items: what their script needs, and the state in which the page starts.

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;

/// Renders the accordion around its items.
pub fn render(call: Call<'_>) -> String {
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag_with_class("wp-block-accordion") {
        let closes = call.flag("autoclose");
        tags.set_attribute("data-wp-interactive", "core/accordion");
        tags.set_attribute("data-wp-context", &format!("{{ \"autoclose\": {closes}, \"accordionItems\": [] }}"));
    }
    tags.finish()
}

/// Renders one item.
pub fn render_item(renderer: &mut BlockRenderer, call: Call<'_>) -> String {
    if call.content.is_empty() {
        return call.content;
    }
    let id = renderer.collected.unique_id("accordion-item-");
    let open = call.flag("openByDefault");
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag_with_class("wp-block-accordion-item") {
        tags.set_attribute("data-wp-context", &format!("{{ \"id\": \"{id}\", \"openByDefault\": {open} }}"));
        tags.set_attribute("data-wp-class--is-open", "state.isOpen");
        tags.set_attribute("data-wp-init", "callbacks.initAccordionItems");
        tags.set_attribute("data-wp-on-window--hashchange", "callbacks.hashChange");
    }
    if tags.next_tag_with_class("wp-block-accordion-heading__toggle") {
        tags.set_attribute("data-wp-on--click", "actions.toggle");
        tags.set_attribute("id", &id);
        tags.set_attribute("aria-controls", &format!("{id}-panel"));
        tags.set_attribute("data-wp-bind--aria-expanded", "state.isOpen");
    }
    if tags.next_tag_with_class("wp-block-accordion-panel") {
        tags.set_attribute("id", &format!("{id}-panel"));
        tags.set_attribute("aria-labelledby", &id);
        tags.set_attribute("data-wp-bind--hidden", "state.isHidden");
        tags.set_attribute("data-wp-on--beforematch", "actions.handleBeforeMatch");
    }
    while !open && tags.next_tag_named("img") {
        tags.set_attribute("fetchpriority", "low");
    }
    tags.finish()
}

/// The state in which the page starts: open items are marked so.
pub fn started(html: &str) -> String {
    let mut tags = TagProcessor::new(html);
    let mut is_open = false;
    while tags.next_tag() {
        if tags.attribute("data-wp-class--is-open").is_some() {
            is_open =
                tags.attribute("data-wp-context").is_some_and(|context| context.contains("\"openByDefault\": true"));
            if is_open {
                tags.add_class("is-open");
            }
        }
        if tags.attribute("data-wp-bind--aria-expanded").as_deref() == Some("state.isOpen") {
            tags.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
        }
    }
    tags.finish()
}
