//! `core/post-featured-image`: a post's picture.

use serde_json::Map;

use super::{Call, classes, shown_post};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::style_engine::{Presets, compile};
use crate::blocks::{links, php};
use crate::formatting::{esc_attr, esc_url, safecss_filter_attr, strip_tags};
use crate::posts::{Post, access};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    let border = classes::border(&call);
    let style = format!("{}{}", border.inline(), sizes(&call));
    let (class, alt) = (border.class(), alternative(renderer, &call, &post));
    let mut attributes = Vec::new();
    if !class.is_empty() {
        attributes.push(("class", class.as_str()));
    }
    if !style.is_empty() {
        attributes.push(("style", style.as_str()));
    }
    if let Some(alt) = &alt {
        attributes.push(("alt", alt.as_str()));
    }
    let size = match call.text("sizeSlug") {
        "" => "post-thumbnail",
        size => size,
    };
    let mut image = shown_post::thumbnail(renderer, &post, size, &attributes).await?;
    if image.is_empty() && call.flag("useFirstImageFromPost") {
        image = first_image(&access::shown_content(&post, &renderer.visit.reader), &style);
    }
    if image.is_empty() {
        return Ok(image);
    }
    let mut inner = format!("{image}{}", overlay(&call));
    if call.flag("isLink") {
        let rel = match call.text("rel") {
            "" => String::new(),
            rel => format!("rel=\"{}\"", esc_attr(rel)),
        };
        let address = esc_url(&links::post(&renderer.site, &post).await?);
        inner = format!("<a href=\"{address}\" target=\"{}\" {rel}>{inner}</a>", esc_attr(call.text("linkTarget")));
    }
    Ok(format!("<figure {}>{inner}</figure>", call.wrapper(renderer, &[])))
}

/// A linked picture is named after the post.
fn alternative(renderer: &BlockRenderer, call: &Call<'_>, post: &Post) -> Option<String> {
    call.flag("isLink").then(|| match strip_tags(&shown_post::title(renderer, post)).trim() {
        "" => renderer.words().fill("Untitled post %s", &[&post.id]),
        title => title.to_owned(),
    })
}

fn sizes(call: &Call<'_>) -> String {
    let mut css = String::new();
    let allowed =
        |property: &str, value: &str| format!("{};", esc_attr(&safecss_filter_attr(&format!("{property}:{value}"))));
    let given = |name: &str| {
        call.attributes.get(name).filter(|value| !value.is_null()).map(php::to_text).filter(|text| !text.is_empty())
    };
    if let Some(ratio) = given("aspectRatio") {
        if ratio != "auto" {
            css.push_str(&allowed("aspect-ratio", &ratio));
        }
        css.push_str("width:100%;");
    }
    match (given("height"), given("width")) {
        (Some(height), _) => css.push_str(&allowed("height", &height)),
        (None, Some(_)) => css.push_str("height:auto;"),
        (None, None) => {}
    }
    if let Some(width) = given("width") {
        css.push_str(&allowed("width", &width));
    }
    if let Some(scale) = given("scale") {
        css.push_str(&allowed("object-fit", &scale));
    }
    if let Some(shadow) = php::at(call.attributes, &["style", "shadow"]) {
        css.push_str(&compile(&Map::from_iter([("shadow".to_owned(), shadow.clone())]), Presets::AsVariables).inline());
    }
    css
}

fn overlay(call: &Call<'_>) -> String {
    if !call.flag("dimRatio") {
        return String::new();
    }
    let border = classes::border(call);
    let mut class = vec!["wp-block-post-featured-image__overlay".to_owned(), border.class()];
    let mut styles = vec![border.inline()];
    class.push(format!("has-background-dim has-background-dim-{}", call.number("dimRatio")));
    if call.flag("overlayColor") {
        class.push(format!("has-{}-background-color", call.text("overlayColor")));
    }
    if call.flag("gradient") || call.flag("customGradient") {
        class.push("has-background-gradient".to_owned());
    }
    if call.flag("gradient") {
        class.push(format!("has-{}-gradient-background", call.text("gradient")));
    }
    if call.flag("customGradient") {
        styles.push(format!("background-image: {};", call.text("customGradient")));
    }
    if call.flag("customOverlayColor") {
        styles.push(format!("background-color: {};", call.text("customOverlayColor")));
    }
    let joined = |parts: Vec<String>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let style = safecss_filter_attr(&joined(styles));
    format!("<span class=\"{}\" style=\"{}\" aria-hidden=\"true\"></span>", esc_attr(&joined(class)), esc_attr(&style))
}

/// The first image of a content, with the block's style.
fn first_image(content: &str, style: &str) -> String {
    let mut tags = TagProcessor::new(content);
    if !tags.next_tag_named("img") {
        return String::new();
    }
    let image = content[tags.tag_start()..tags.tag_end()].to_owned();
    let mut tags = TagProcessor::new(&image);
    if tags.next_tag() && !style.is_empty() {
        let existing = tags.attribute("style").filter(|existing| !existing.is_empty());
        let style = existing.map_or(style.to_owned(), |existing| format!("{};{style}", existing.trim_end_matches(';')));
        tags.set_attribute("style", &style);
    }
    tags.finish()
}
