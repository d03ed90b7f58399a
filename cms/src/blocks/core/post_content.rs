//! `core/post-content`: the content of the post that the blocks around it are about.

use super::{Call, shown_post};
use crate::Result;
use crate::blocks::context::{BlockRenderer, InProgress};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    if !renderer.enter(InProgress::PostContent(id)) {
        return Ok(String::new());
    }
    let content = renderer.content_of(&post).await;
    renderer.leave();
    let content = content?;
    if content.is_empty() || content == "0" {
        return Ok(String::new());
    }
    let wanted = call.text("tagName").to_lowercase();
    let element = ["main", "section", "article"].into_iter().find(|name| *name == wanted).unwrap_or("div");
    Ok(format!("<{element} {}>{content}</{element}>", call.wrapper(renderer, &[("class", "entry-content")])))
}
