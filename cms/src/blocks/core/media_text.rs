//! `core/media-text`: the post's featured image beside the text, where the editor chose that.

use super::cover::focal_point;
use super::{Call, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::{Result, media};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    if !call.flag("useFeaturedImage") {
        return Ok(call.content);
    }
    let Some(post) = renderer.post.clone() else { return Ok(call.content) };
    let Some(image) = shown_post::featured_image(renderer, &post).await? else { return Ok(call.content) };
    let Some(file) = media::of_attachment(&renderer.site, image).await? else { return Ok(call.content) };
    renderer.collected.unique_id("");
    let address = shown_post::sized(renderer, &file, "post-thumbnail").url;
    let alt = shown_post::alternative_text(renderer, image).await?;
    let size = match call.text("mediaSizeSlug") {
        "" => "full",
        size => size,
    };
    let mut tags = TagProcessor::new("<img class=\"\">");
    tags.next_tag();
    tags.set_attribute("src", &address);
    tags.set_attribute("class", &format!("wp-image-{image} size-{size}"));
    tags.set_attribute("alt", &alt);
    let fills = call.flag("imageFill");
    if fills {
        let position = focal_point(&call).unwrap_or_else(|| "50% 50%".to_owned());
        tags.set_attribute("style", &format!("object-position:{position};"));
    }
    let content = if fills { with_fill_class(&call.content) } else { call.content.clone() };
    Ok(with_image(&content, &tags.finish(), call.text("mediaPosition") == "right"))
}

fn with_fill_class(content: &str) -> String {
    let mut tags = TagProcessor::new(content);
    while tags.next_tag_with_class("wp-block-media-text") {
        tags.remove_class("is-image-fill");
        tags.add_class("is-image-fill-element");
    }
    tags.finish()
}

/// Puts the image into the figure: the last one of the block if it stands on the right, else the first.
fn with_image(content: &str, image: &str, takes_last: bool) -> String {
    let mut tags = TagProcessor::new(content);
    let mut place = None;
    while tags.next_tag_with_class("wp-block-media-text__media") {
        place = Some(tags.tag_end());
        if !takes_last {
            break;
        }
    }
    match place {
        Some(at) => format!("{}{image}{}", &content[..at], &content[at..]),
        None => content.to_owned(),
    }
}
