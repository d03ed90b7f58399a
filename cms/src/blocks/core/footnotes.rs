//! `core/footnotes`: the footnotes that the post's text refers to.

use serde_json::Value;

use super::{Call, shown_post};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::formatting::{esc_attr, wp_kses_post};
use crate::posts;

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    // Footnotes of a part that is not shown would tell of it.
    if !post.password.is_empty() || !posts::access::may_read(&post, &renderer.visit.reader) {
        return Ok(String::new());
    }
    let meta = posts::meta_of(&renderer.site, id).await?;
    let written = meta.into_iter().find(|(key, _)| key == "footnotes").map(|(_, value)| value).unwrap_or_default();
    let Ok(Value::Array(notes)) = serde_json::from_str::<Value>(&written) else { return Ok(String::new()) };
    let text = |note: &Value, name: &str| note.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let words = renderer.words();
    let items = notes.iter().enumerate().map(|(index, note)| {
        let id = text(note, "id");
        let id = esc_attr(&id);
        let content = wp_kses_post(&text(note, "content"));
        let label = words.fill("Jump to footnote reference %1$d", &[&(index + 1)]);
        format!("<li id=\"{id}\">{content} <a href=\"#{id}-link\" aria-label=\"{label}\">↩︎</a></li>")
    });
    let items: String = items.collect();
    if items.is_empty() {
        return Ok(items);
    }
    Ok(format!("<ol {}>{items}</ol>", call.wrapper(renderer, &[])))
}
