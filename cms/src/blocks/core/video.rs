//! `core/video`: the size of an uploaded video, so that the page does not jump.

use serde_json::Value;

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::{CacheTag, Result, media};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let id = call.attributes.get("id").and_then(Value::as_i64).filter(|id| *id > 0);
    let Some(id) = id.filter(|_| call.content.contains("<video")) else { return Ok(call.content) };
    renderer.read(CacheTag::Post(id));
    let file = media::of_attachment(&renderer.site, id).await?;
    let Some(file) = file.filter(|file| file.width > 0 && file.height > 0) else { return Ok(call.content) };
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag_named("video") {
        tags.set_attribute("width", &file.width.to_string());
        tags.set_attribute("height", &file.height.to_string());
        let style = tags.attribute("style").unwrap_or_default();
        tags.set_attribute("style", &format!("aspect-ratio: {} / {};{style}", file.width, file.height));
    }
    Ok(tags.finish())
}
