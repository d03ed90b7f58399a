//! `core/post-title`, `core/read-more`: a post's title, and a link to the post.

use super::{Call, classes, shown_post};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{esc_attr, esc_url, wp_kses_post};

/// Renders the title.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    let mut title = shown_post::title(renderer, &post);
    if title.is_empty() {
        return Ok(title);
    }
    if call.flag("isLink") {
        let rel = match call.text("rel") {
            "" => String::new(),
            rel => format!("rel=\"{}\"", esc_attr(rel)),
        };
        let address = esc_url(&links::post(&renderer.site, &post).await?);
        title = format!("<a href=\"{address}\" target=\"{}\" {rel}>{title}</a>", esc_attr(call.text("linkTarget")));
    }
    let element = classes::heading(&call, "h2");
    let wrapper = call.wrapper(renderer, &[("class", &classes::aligned(&call))]);
    Ok(format!("<{element} {wrapper}>{title}</{element}>"))
}

/// Renders the link.
pub async fn render_read_more(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    let title = match shown_post::title(renderer, &post) {
        title if title.is_empty() => renderer.words().fill("untitled post %s", &[&id]),
        title => title,
    };
    let class = match call.text("justifyContent") {
        "" => String::new(),
        justified => format!("is-justified-{justified}"),
    };
    let text = match call.text("content") {
        "" => renderer.words().say("Read more").to_owned(),
        own => wp_kses_post(own),
    };
    Ok(format!(
        "<a {} href=\"{}\" target=\"{}\">{text}<span class=\"screen-reader-text\">: {title}</span></a>",
        call.wrapper(renderer, &[("class", &class)]),
        esc_url(&links::post(&renderer.site, &post).await?),
        esc_attr(call.text("linkTarget"))
    ))
}
