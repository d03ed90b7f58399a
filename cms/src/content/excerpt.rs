//! Excerpts: as written, or made of the content.

use super::Renderer;
use crate::formatting;
use crate::posts::Post;
use crate::{Result, Site};

/// How many words an excerpt has that nobody wrote.
const WORDS: usize = 55;
const MORE: &str = " [&hellip;]";

/// The excerpt as `the_excerpt` prints it: in a paragraph, with smart quotes. Empty for a post that asks for its
/// password.
pub async fn excerpt(renderer: &mut Renderer, post: &Post) -> Result<String> {
    if !post.password.is_empty() {
        return Ok("<p>There is no excerpt because this is a protected post.</p>\n".to_owned());
    }
    let text = if post.excerpt.trim().is_empty() { made(renderer, post).await? } else { post.excerpt.clone() };
    Ok(dressed(&renderer.site, &text))
}

/// WordPress's `wp_trim_excerpt`.
async fn made(renderer: &mut Renderer, post: &Post) -> Result<String> {
    let first = super::pages(&post.content).into_iter().next().unwrap_or_default();
    let split = super::Split::of(&first);
    let text = renderer.for_excerpt(post, &split.teaser).await?;
    Ok(formatting::trim_words(&text.replace("]]>", "]]&gt;"), WORDS, MORE))
}

fn dressed(site: &Site, text: &str) -> String {
    let text = formatting::wptexturize(text, formatting::CORE_SHORTCODES);
    let text = super::render::with_smilies(site, text);
    let text = formatting::convert_chars(&text);
    let text = formatting::wpautop(&text, true);
    formatting::shortcode_unautop(&text, formatting::CORE_SHORTCODES).into_owned()
}
