//! `core/tabs` with its list and panels: what their script needs.

use serde_json::{Value, json};

use super::Call;
use crate::blocks::collected::Collected;
use crate::blocks::context::{BlockRenderer, Values};
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::{Attributes, Block};
use crate::blocks::php;
use crate::formatting::strip_all_tags;

/// What a tabs block gives to those inside it: its id and those of its panels (`block_core_tabs_provide_context`).
pub fn provided(block: &Block, attributes: &Attributes, values: Values, collected: &mut Collected) -> Values {
    let own = php::text_at(attributes, &["anchor"]).map(str::to_owned);
    let id = own.unwrap_or_else(|| collected.unique_prefixed_id("tabs_"));
    let is_named = |block: &&Block, name: &str| block.name.as_deref() == Some(name);
    let panels = block.inner_blocks.iter().find(|inner| is_named(inner, "core/tab-panels"));
    let panels =
        panels.into_iter().flat_map(|panels| &panels.inner_blocks).filter(|panel| is_named(panel, "core/tab-panel"));
    let ids = panels.enumerate().map(|(index, panel)| match panel.attribute("anchor").map(php::to_text) {
        Some(anchor) if !anchor.is_empty() => anchor,
        _ => format!("{id}-tab-{}", index + 1),
    });
    let ids: Vec<String> = ids.collect();
    values.with("core/tabs-list", ids).with("core/tabs-id", id)
}

/// Renders the block around everything.
pub fn render(call: Call<'_>, collected: &mut Collected) -> String {
    let Some(id) = call.values.text("core/tabs-id").filter(|id| !id.is_empty()) else { return String::new() };
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag_with_class("wp-block-tabs") {
        let context = json!({"tabsId": id, "activeTabIndex": call.number("activeTabIndex")});
        tags.set_attribute("data-wp-interactive", "core/tabs");
        tags.set_attribute("data-wp-context", &php::json_encode(&context));
        tags.set_attribute("data-wp-init", "callbacks.activateTabByHash");
        tags.set_attribute("data-wp-on-window--hashchange", "callbacks.activateTabByHash");
        tags.set_attribute("data-wp-on--keydown", "actions.handleTabKeyDown");
    }
    collected.interactivity.add_state("core/tabs", json!({id: call.values.get("core/tabs-list")}));
    tags.finish()
}

/// Renders the list of tabs.
pub fn render_list(renderer: &BlockRenderer, call: Call<'_>) -> String {
    let label = match strip_all_tags(call.text("ariaLabel"), false) {
        label if label.is_empty() => renderer.words().say("Tabbed content").to_owned(),
        label => label,
    };
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag_with_class("wp-block-tab-list") {
        tags.set_attribute("aria-label", &label);
    }
    let ids = call.values.get("core/tabs-list").and_then(Value::as_array).cloned().unwrap_or_default();
    for (index, id) in ids.iter().map(php::to_text).enumerate() {
        if !tags.next_tag_named("button") {
            break;
        }
        tags.set_attribute("id", &format!("tab__{id}"));
        tags.set_attribute("aria-controls", &id);
        tags.set_attribute("data-wp-on--click", "actions.handleTabClick");
        tags.set_attribute("data-wp-on--keydown", "actions.handleTabKeyDown");
        tags.set_attribute("data-wp-bind--aria-selected", "state.isActiveTab");
        tags.set_attribute("data-wp-bind--tabindex", "state.tabIndexAttribute");
        tags.set_attribute("data-wp-context", &php::json_encode(&json!({"tabIndex": index})));
    }
    tags.finish()
}

/// Renders one panel; its number is counted for each tabs block.
pub fn render_panel(call: Call<'_>, collected: &mut Collected) -> String {
    let tabs = call.values.text("core/tabs-id").unwrap_or_default().to_owned();
    let counted = collected.unique_prefixed_id(&format!("{tabs}-tab-"));
    let index = counted.rsplit('-').next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(1);
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag_with_class("wp-block-tab-panel") {
        let id = match tags.attribute("id").filter(|id| !id.is_empty()) {
            Some(id) => id,
            None => {
                let id = if tabs.is_empty() { format!("tab-{index}") } else { format!("{tabs}-tab-{index}") };
                tags.set_attribute("id", &id);
                id
            }
        };
        tags.set_attribute("aria-labelledby", &format!("tab__{id}"));
        // Hidden by the script alone: without it every panel is there to be read.
        tags.set_attribute("data-wp-bind--hidden", "state.isHidden");
        tags.set_attribute("data-wp-bind--tabindex", "state.tabIndexAttribute");
        tags.set_attribute("data-wp-on--beforematch", "actions.handleBeforeMatch");
    }
    tags.finish()
}
