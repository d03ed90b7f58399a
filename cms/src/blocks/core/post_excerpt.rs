//! `core/post-excerpt`: the beginning of a post.

use super::{Call, classes, shown_post};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{esc_url, trim_words, wp_kses_post};

/// Words that are taken before the block's own number cuts them.
const MOST_WORDS: usize = 101;

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    let mut excerpt = shown_post::excerpt(renderer, &post, MOST_WORDS).await?;
    let more = match call.text("moreText") {
        "" => String::new(),
        text => {
            excerpt = excerpt.strip_suffix(" [&hellip;]").map(str::to_owned).unwrap_or(excerpt);
            let address = esc_url(&links::post(&renderer.site, &post).await?);
            format!("<a class=\"wp-block-post-excerpt__more-link\" href=\"{address}\">{}</a>", wp_kses_post(text))
        }
    };
    if let Ok(words) = usize::try_from(call.number("excerptLength")) {
        excerpt = trim_words(&excerpt, words, "&hellip;");
    }
    let own_line = call.attributes.get("showMoreOnNewLine").is_none() || call.flag("showMoreOnNewLine");
    let rest = match own_line && !more.is_empty() {
        true => format!("</p><p class=\"wp-block-post-excerpt__more-text\">{more}</p>"),
        false => format!(" {more}</p>"),
    };
    let wrapper = call.wrapper(renderer, &[("class", &classes::aligned(&call))]);
    Ok(format!("<div {wrapper}><p class=\"wp-block-post-excerpt__excerpt\">{excerpt}{rest}</div>"))
}
