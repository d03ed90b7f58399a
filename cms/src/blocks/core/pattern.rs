//! `core/pattern`: a pattern by its name, the theme's or one that every site has; one that is not found is nothing, as in
//! WordPress.

use super::Call;
use crate::Result;
use crate::blocks::context::{BlockRenderer, InProgress};
use crate::blocks::core_patterns;

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let slug = call.text("slug").to_owned();
    let of_all = || core_patterns().iter().find(|pattern| pattern.name == slug).map(|pattern| pattern.content.clone());
    let Some(content) = renderer.theme.patterns.get(&slug).cloned().or_else(of_all) else { return Ok(String::new()) };
    if !renderer.enter(InProgress::Pattern(slug)) {
        return Ok(String::new());
    }
    let rendered = renderer.render_text(&content, call.values).await;
    renderer.leave();
    rendered
}
