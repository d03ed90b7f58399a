//! `core/image`: the saved image, without an empty caption, enlargeable if the editor chose so.

use serde_json::json;

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::{links, php};
use crate::formatting::esc_attr;
use crate::{CacheTag, Result, media};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let mut tags = TagProcessor::new(&call.content);
    if !tags.next_tag_named("img") || tags.attribute("src").unwrap_or_default().is_empty() {
        return Ok(String::new());
    }
    let bound =
        php::at(call.attributes, &["metadata", "bindings", "id"]).and(call.attributes.get("id")).map(php::to_text);
    if let Some(id) = &bound
        && let Some(class) = tags.attribute("class")
    {
        tags.set_attribute("class", &with_image_number(&class, id));
    }
    if let Some(id) = call.attributes.get("data-id").map(php::to_text) {
        tags.set_attribute("data-id", bound.as_deref().unwrap_or(&id));
    }
    if tags.next_tag_named("figcaption") && !call.flag("caption") {
        let start = tags.tag_start();
        if let Some(end) = empty_caption_end(&call.content[tags.tag_end()..]) {
            let end = tags.tag_end() + end;
            tags.replace(start, end, "");
        }
    }
    let html = tags.finish();
    let linked = !matches!(call.text("linkDestination"), "" | "none");
    if php::at(call.own, &["lightbox", "enabled"]) == Some(&json!(true)) && !linked {
        return enlargeable(renderer, &call, html).await;
    }
    Ok(html)
}

fn with_image_number(class: &str, id: &str) -> String {
    let wanted = format!("wp-image-{id}");
    let replaced = class.split(' ').map(|name| {
        let number = name.strip_prefix("wp-image-");
        let is_image =
            number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
        if is_image { wanted.clone() } else { name.to_owned() }
    });
    replaced.collect::<Vec<_>>().join(" ")
}

/// Where a caption ends that holds nothing but comments.
fn empty_caption_end(mut rest: &str) -> Option<usize> {
    let length = rest.len();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->")?.1;
    }
    let closing = rest.get(.."</figcaption".len()).filter(|tag| tag.eq_ignore_ascii_case("</figcaption"))?;
    let end = rest[closing.len()..].find('>')?;
    Some(length - rest.len() + closing.len() + end + 1)
}

/// A button that enlarges the image; what the script needs stands in the element's context.
async fn enlargeable(renderer: &mut BlockRenderer, call: &Call<'_>, html: String) -> Result<String> {
    let id = renderer.collected.unique_id("image-");
    let mut address = None;
    if let Some(number) = call.own.get("id").map(php::to_int) {
        renderer.read(CacheTag::Post(number));
        let file = media::of_attachment(&renderer.site, number).await?;
        address = file.map(|file| links::upload(&renderer.site, &file.file));
    }
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag_named("figure") {
        tags.add_class("wp-lightbox-container");
        tags.set_attribute("data-wp-interactive", "core/image");
        tags.set_attribute("data-wp-context", &php::json_encode(&json!({"imageId": id, "uploadedSrc": address})));
        tags.set_attribute("data-wp-key", &id);
    }
    if tags.next_tag_named("img") {
        tags.set_attribute("data-wp-on--click", "actions.showLightbox");
        let end = tags.tag_end();
        let button = format!(
            "<button class=\"lightbox-trigger\" type=\"button\" aria-haspopup=\"dialog\" aria-label=\"{}\" \
             data-wp-on--click=\"actions.showLightbox\"></button>",
            esc_attr(renderer.words().say("Enlarge"))
        );
        tags.replace(end, end, &button);
    }
    Ok(tags.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_of_comments_alone_are_empty() {
        assert_eq!(empty_caption_end("</figcaption>x"), Some(13));
        assert_eq!(empty_caption_end("<!-- a --></FIGCAPTION >"), Some(24));
        assert_eq!(empty_caption_end("text</figcaption>"), None);
    }
}
