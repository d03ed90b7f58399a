//! Excerpts: as written, or made of the content.

use super::Renderer;
use crate::formatting;
use crate::posts::Post;
use crate::{Result, Site};

/// How many words an excerpt has that nobody wrote.
const WORDS: usize = 55;
const MORE: &str = " [&hellip;]";

/// A post's excerpt in its two forms.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// As `get_the_excerpt` gives it and feeds carry it: no paragraph around it.
    pub plain: String,
    /// As `the_excerpt` prints it: in a paragraph, with smart quotes.
    pub html: String,
}

/// The excerpt of a post. One that asks for its password says so instead.
pub async fn excerpt(renderer: &mut Renderer, post: &Post) -> Result<Excerpt> {
    if !post.password.is_empty() {
        let plain = "There is no excerpt because this is a protected post.".to_owned();
        return Ok(Excerpt { html: format!("<p>{plain}</p>\n"), plain });
    }
    unlocked_excerpt(renderer, post).await
}

/// The same for somebody who gave the password.
pub async fn unlocked_excerpt(renderer: &mut Renderer, post: &Post) -> Result<Excerpt> {
    let plain = if post.excerpt.trim().is_empty() { made(renderer, post).await? } else { post.excerpt.clone() };
    Ok(Excerpt { html: dressed(&renderer.site, &plain), plain })
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
