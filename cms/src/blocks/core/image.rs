//! `core/image`: the saved image, without an empty caption.

use super::Call;
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::Attributes;
use crate::blocks::php;

/// Renders the block.
pub fn render(call: Call<'_>) -> String {
    let mut tags = TagProcessor::new(&call.content);
    if !tags.next_tag_named("img") || tags.attribute("src").unwrap_or_default().is_empty() {
        return String::new();
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
    tags.finish()
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

/// Whether the image leads somewhere.
pub fn is_linked(attributes: &Attributes) -> bool {
    !matches!(php::text_at(attributes, &["linkDestination"]), None | Some("" | "none"))
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
