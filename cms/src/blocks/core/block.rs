//! `core/block`: a synced pattern, perhaps with parts of it overridden.

use serde_json::Value;

use super::Call;
use crate::blocks::context::{BlockRenderer, InProgress};
use crate::{CacheTag, Result, posts};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let id = call.number("ref");
    if id == 0 {
        return Ok(String::new());
    }
    renderer.read(CacheTag::Post(id));
    let Some(pattern) = posts::by_id(&renderer.site, id).await? else { return Ok(String::new()) };
    let is_shown = pattern.post_type == "wp_block" && pattern.status == "publish" && pattern.password.is_empty();
    if !is_shown || !renderer.enter(InProgress::SyncedPattern(id)) {
        return Ok(String::new());
    }
    let values = match overrides(&call) {
        Some(overrides) => call.values.clone().with("pattern/overrides", overrides),
        None => call.values.clone(),
    };
    let rendered = renderer.render_text(&pattern.content, &values).await;
    renderer.leave();
    rendered
}

/// What the page puts in place of parts of the pattern, also as older versions wrote it.
fn overrides(call: &Call<'_>) -> Option<Value> {
    let given = call.own.get("content").or_else(|| call.own.get("overrides"))?.as_object()?;
    let flat = given.iter().map(|(block, values)| {
        let inner = values.get("values").filter(|inner| inner.is_object());
        (block.clone(), inner.unwrap_or(values).clone())
    });
    Some(Value::Object(flat.collect()))
}
