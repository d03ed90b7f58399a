//! `core/site-title`, `core/site-tagline`, `core/site-logo`.

use super::{Call, classes, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::formatting::{esc_attr, esc_html, esc_url};
use crate::{CacheTag, Result, media};

/// Renders the title.
pub fn render_title(renderer: &mut BlockRenderer, call: Call<'_>) -> String {
    renderer.read(CacheTag::Settings);
    let title = renderer.site.settings().blogname();
    if title.trim().is_empty() {
        return String::new();
    }
    let mut inner = esc_html(&title).into_owned();
    if call.flag("isLink") {
        let current = if renderer.visit.is_front_page() { " aria-current=\"page\"" } else { "" };
        let target = match call.text("linkTarget") {
            "" => "_self",
            target => target,
        };
        let address = esc_url(renderer.site.url());
        inner = format!("<a href=\"{address}\" target=\"{}\" rel=\"home\"{current}>{inner}</a>", esc_attr(target));
    }
    let link = if call.has_link_color() { " has-link-color" } else { "" };
    let class = format!("{}{link}", classes::text_align(&call));
    let element = classes::heading(&call, "h1");
    format!("<{element} {}>{inner}</{element}>", call.wrapper(renderer, &[("class", class.trim())]))
}

/// Renders the tagline.
pub fn render_tagline(renderer: &mut BlockRenderer, call: Call<'_>) -> String {
    renderer.read(CacheTag::Settings);
    let tagline = renderer.site.settings().text("blogdescription");
    if tagline.is_empty() {
        return tagline;
    }
    let element = match call.number("level") {
        0 => "p".to_owned(),
        level => format!("h{level}"),
    };
    let wrapper = call.wrapper(renderer, &[("class", &classes::text_align(&call))]);
    format!("<{element} {wrapper}>{}</{element}>", esc_html(&tagline))
}

/// Renders the logo.
pub async fn render_logo(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    renderer.read(CacheTag::Settings);
    let id = renderer.site.settings().number("site_logo");
    let Some(file) = media::of_attachment(&renderer.site, id).await?.filter(|_| id != 0) else {
        return Ok(String::new());
    };
    let alt = match shown_post::alternative_text(renderer, id).await? {
        alt if alt.is_empty() => renderer.site.settings().blogname(),
        alt => alt,
    };
    let mut image = shown_post::image(renderer, id, "full", &[("class", "custom-logo"), ("alt", &alt)]).await?;
    let width = call.number("width");
    if width > 0 && file.width > 0 {
        image = resized(&image, width, width * file.height / file.width);
    }
    if call.flag("isLink") {
        image = linked(renderer, &call, &image);
    }
    let class = if width == 0 { "is-default-size" } else { "" };
    Ok(format!("<div {}>{image}</div>", call.wrapper(renderer, &[("class", class)])))
}

fn resized(image: &str, width: i64, height: i64) -> String {
    let mut tags = TagProcessor::new(image);
    if tags.next_tag() {
        tags.set_attribute("width", &width.to_string());
        tags.set_attribute("height", &height.to_string());
    }
    tags.finish()
}

fn linked(renderer: &BlockRenderer, call: &Call<'_>, image: &str) -> String {
    let current = if renderer.visit.is_front_page() { " aria-current=\"page\"" } else { "" };
    let address = esc_url(&format!("{}/", renderer.site.url()));
    let link = format!("<a href=\"{address}\" class=\"custom-logo-link\" rel=\"home\"{current}>{image}</a>");
    if call.text("linkTarget") != "_blank" {
        return link;
    }
    let mut tags = TagProcessor::new(&link);
    if tags.next_tag() {
        tags.set_attribute("aria-label", renderer.words().say("(Home link, opens in a new tab)"));
        tags.set_attribute("target", "_blank");
    }
    tags.finish()
}
