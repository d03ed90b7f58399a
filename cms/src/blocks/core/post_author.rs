//! `core/post-author`, `core/post-author-name`, `core/post-author-biography`: who wrote a post.

use super::{Call, avatar_image, classes, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{esc_attr, esc_url, wp_kses_post};
use crate::{CacheTag, Result, users};

/// The author of the post that the blocks around are about.
async fn author(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<Option<users::Model>> {
    let Some(id) = call.post_id() else { return Ok(None) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(None) };
    renderer.read(CacheTag::User(post.author_id));
    users::by_id(renderer.site.host(), post.author_id).await
}

/// Renders the author with picture and biography.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(author) = author(renderer, &call).await? else { return Ok(String::new()) };
    let link = esc_url(&links::author(&renderer.site, &author));
    let mut name = author.display_name.clone();
    if call.flag("isLink") && call.flag("linkTarget") {
        name = format!("<a href=\"{link}\" target=\"{}\">{name}</a>", esc_attr(call.text("linkTarget")));
    }
    let mut class = match call.text("itemsJustification") {
        "" => Vec::new(),
        justified => vec![format!("items-justified-{justified}")],
    };
    class.push(classes::aligned(&call));
    let mut html = format!("<div {}>", call.wrapper(renderer, &[("class", class.join(" ").trim())]));
    if call.flag("showAvatar") {
        let size = call.number("avatarSize");
        let image = if size == 0 {
            String::new()
        } else {
            avatar_image::image(&renderer.site, &author.email, size, "", "", "")
        };
        html.push_str(&format!("<div class=\"wp-block-post-author__avatar\">{image}</div>"));
    }
    html.push_str("<div class=\"wp-block-post-author__content\">");
    if call.flag("byline") {
        html.push_str(&format!("<p class=\"wp-block-post-author__byline\">{}</p>", wp_kses_post(call.text("byline"))));
    }
    html.push_str(&format!("<p class=\"wp-block-post-author__name\">{name}</p>"));
    if call.flag("showBio") {
        html.push_str(&format!("<p class=\"wp-block-post-author__bio\">{}</p>", author.description));
    }
    html.push_str("</div></div>");
    Ok(html)
}

/// Renders the author's name.
pub async fn render_name(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(author) = author(renderer, &call).await? else { return Ok(String::new()) };
    let mut name = author.display_name.clone();
    if call.flag("isLink") {
        let link = esc_url(&links::author(&renderer.site, &author));
        let target = esc_attr(call.text("linkTarget"));
        name = format!("<a href=\"{link}\" target=\"{target}\" class=\"wp-block-post-author-name__link\">{name}</a>");
    }
    Ok(format!("<div {}>{name}</div>", call.wrapper(renderer, &[("class", &classes::aligned(&call))])))
}

/// Renders the author's biography.
pub async fn render_biography(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(author) = author(renderer, &call).await? else { return Ok(String::new()) };
    if author.description.is_empty() {
        return Ok(String::new());
    }
    let wrapper = call.wrapper(renderer, &[("class", &classes::text_align(&call))]);
    Ok(format!("<div {wrapper}>{}</div>", author.description))
}
