//! `core/pattern`: a pattern by its name. Themes of this host bring none of their own, so one that is not found is
//! nothing, as in WordPress.

use super::Call;
use crate::Result;
use crate::blocks::context::{BlockRenderer, InProgress};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let slug = call.text("slug").to_owned();
    let Some(content) = renderer.theme.patterns.get(&slug).cloned() else { return Ok(String::new()) };
    if !renderer.enter(InProgress::Pattern(slug)) {
        return Ok(String::new());
    }
    let rendered = renderer.render_text(&content, call.values).await;
    renderer.leave();
    rendered
}
