//! `core/cover`: the post's featured image as the background, where the editor chose that.

use crate::formatting::esc_url;
use serde_json::Value;

use super::{Call, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::posts::Post;
use crate::{Result, media};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    if call.text("backgroundType") != "image" || !call.flag("useFeaturedImage") {
        return Ok(call.content);
    }
    let Some(post) = renderer.post.clone() else { return Ok(call.content) };
    let Some(image) = shown_post::featured_image(renderer, &post).await? else { return Ok(call.content) };
    let position = focal_point(&call);
    let markup = if call.flag("hasParallax") || call.flag("isRepeated") {
        background(renderer, &call, image, position).await?
    } else {
        foreground(renderer, &call, &post, position).await?
    };
    Ok(with_image(&call.content, &markup))
}

/// The focal point in per cent.
pub fn focal_point(call: &Call<'_>) -> Option<String> {
    let point = php::at(call.attributes, &["focalPoint"]).and_then(Value::as_object)?;
    let percent = |name: &str| (point.get(name).map_or(0.0, php::to_float) * 100.0).round();
    Some(format!("{}% {}%", php::float(percent("x")), php::float(percent("y"))))
}

async fn foreground(
    renderer: &mut BlockRenderer,
    call: &Call<'_>,
    post: &Post,
    position: Option<String>,
) -> Result<String> {
    let style = position.as_ref().map(|position| format!("object-position:{position};")).unwrap_or_default();
    let position = position.unwrap_or_default();
    let all = [
        ("class", "wp-block-cover__image-background"),
        ("data-object-fit", "cover"),
        ("data-object-position", position.as_str()),
        ("style", style.as_str()),
    ];
    let attributes = if position.is_empty() { &all[..2] } else { &all[..] };
    let size = match call.text("sizeSlug") {
        "" => "post-thumbnail",
        size => size,
    };
    shown_post::thumbnail(renderer, post, size, attributes).await
}

async fn background(
    renderer: &mut BlockRenderer,
    call: &Call<'_>,
    image: i64,
    position: Option<String>,
) -> Result<String> {
    let Some(file) = media::of_attachment(&renderer.site, image).await? else { return Ok(String::new()) };
    let size = match call.text("sizeSlug") {
        "" => "full",
        size => size,
    };
    let address = shown_post::sized(renderer, &file, size).url;
    let alt = shown_post::alternative_text(renderer, image).await?;
    let mut tags = TagProcessor::new("<div></div>");
    tags.next_tag();
    if !alt.is_empty() {
        tags.set_attribute("role", "img");
        tags.set_attribute("aria-label", &alt);
    }
    tags.add_class("wp-block-cover__image-background");
    tags.add_class(&format!("wp-image-{image}"));
    for (flag, class) in [("hasParallax", "has-parallax"), ("isRepeated", "is-repeated")] {
        if call.flag(flag) {
            tags.add_class(class);
        }
    }
    let position = position.unwrap_or_else(|| "50% 50%".to_owned());
    let style = format!("background-position:{position};background-image:url({});", esc_url(&address));
    tags.set_attribute("style", &style);
    Ok(tags.finish())
}

/// Puts the image in front of the element that holds the text.
fn with_image(content: &str, image: &str) -> String {
    let mut tags = TagProcessor::new(content);
    while tags.next_tag() {
        if tags.tag_name() == "div" && tags.has_class("wp-block-cover__inner-container") {
            let at = tags.tag_start();
            return format!("{}{image}{}", &content[..at], &content[at..]);
        }
    }
    content.to_owned()
}
