//! `core/gallery`: its gap, and the images attached to a post where the editor chose those.

use std::ops::Range;
use std::sync::LazyLock;

use rand::seq::SliceRandom;
use regex::Regex;
use sea_orm::{ColumnTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::{Call, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::{Block, Chunk};
use crate::blocks::style_engine::Rule;
use crate::blocks::{links, php};
use crate::formatting::{esc_attr, esc_url, safecss_filter_attr, wp_kses_post};
use crate::posts::{PublishedPosts, entity};
use crate::{CacheTag, Result, media, posts};

const DEFAULT_GAP: &str = "var( --wp--style--gallery-gap-default, var( --gallery-block--gutter-size, var( --wp--style--block-gap, 0.5em ) ) )";

/// The most images that a gallery of attached media shows.
const MOST_IMAGES: u64 = 100;

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let mut content = call.content.clone();
    if call.flag("dynamicContent") {
        let images = attached_images(renderer, &call).await?;
        if images.is_empty() {
            return Ok(String::new());
        }
        content = figure(renderer, &call, &images).await?;
    }
    let class = renderer.collected.unique_id("wp-block-gallery-");
    let mut tags = TagProcessor::new(&content);
    if tags.next_tag() {
        tags.add_class(&class);
    }
    let html = tags.finish();
    collect_gaps(renderer, &call, &format!(".wp-block-gallery.{class}"));
    Ok(if call.flag("randomOrder") { shuffled(&html) } else { html })
}

/// The images in another order than the editor's: another one each time that the page is made, not for each visitor.
fn shuffled(html: &str) -> String {
    let spans = image_spans(html);
    let mut order: Vec<&str> = spans.iter().map(|span| &html[span.clone()]).collect();
    order.shuffle(&mut rand::rng());
    let mut shuffled = String::with_capacity(html.len());
    let mut end = 0;
    for (span, image) in spans.into_iter().zip(order) {
        shuffled.push_str(&html[end..span.start]);
        shuffled.push_str(image);
        end = span.end;
    }
    shuffled.push_str(&html[end..]);
    shuffled
}

/// Where the images stand in the gallery's HTML. Figures do not stand in one another below the gallery's own.
fn image_spans(html: &str) -> Vec<Range<usize>> {
    static IMAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)<figure[^>]*\bwp-block-image\b.*?</figure>"#).expect("the pattern is whole")
    });
    IMAGE.find_iter(html).map(|image| image.range()).collect()
}

fn collect_gaps(renderer: &mut BlockRenderer, call: &Call<'_>, selector: &str) {
    let own = php::at(call.attributes, &["style", "spacing"]).and_then(Value::as_object);
    let of_theme = renderer.theme.block_gaps.get("core/gallery").map(|gap| json!(gap));
    let gap = match own.filter(|spacing| spacing.contains_key("blockGap")) {
        Some(spacing) => column_gap(&spacing["blockGap"]),
        None => column_gap(&of_theme.unwrap_or_else(|| json!(DEFAULT_GAP))),
    };
    let property = "--wp--style--unstable-gallery-gap";
    renderer.collected.styles.add(Rule::new(selector, &[(property, &gap)]));
    for (viewport, query) in renderer.theme.media_queries() {
        if let Some(gap) = php::at(call.attributes, &["style", viewport, "spacing", "blockGap"]) {
            let rule = Rule::new(selector, &[(property, &column_gap(gap))]);
            renderer.collected.styles.add(Rule { group: Some(query), ..rule });
        }
    }
}

fn column_gap(gap: &Value) -> String {
    let gap = match gap {
        Value::Object(sides) => sides.get("left").cloned().unwrap_or_default(),
        other => other.clone(),
    };
    let text = gap.as_str().unwrap_or_default();
    let text = if text.contains(['\\', '(', '&', '=', '}']) || text.contains("/*") { "" } else { text };
    match text {
        "" => DEFAULT_GAP.to_owned(),
        "0" => "0px".to_owned(),
        preset if preset.contains("var:preset|spacing|") => {
            format!("var(--wp--preset--spacing--{})", php::kebab_case(preset.rsplit('|').next().unwrap_or_default()))
        }
        other => other.to_owned(),
    }
}

async fn attached_images(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<Vec<i64>> {
    let source = php::text_at(call.attributes, &["dynamicContent", "source"]);
    let Some(post_id) = call.post_id().filter(|_| source == Some("core/attached-media")) else { return Ok(Vec::new()) };
    renderer.read(CacheTag::Posts("attachment".to_owned()));
    let args = |name: &str| php::text_at(call.attributes, &["dynamicContent", "args", name]).unwrap_or_default();
    let order = if args("order").eq_ignore_ascii_case("asc") { Order::Asc } else { Order::Desc };
    let column = if args("orderBy") == "title" { entity::Column::Title } else { entity::Column::Date };
    let query = PublishedPosts::any(&renderer.site)
        .filter(entity::Column::ParentId.eq(post_id))
        .filter(entity::Column::PostType.eq("attachment"))
        .filter(entity::Column::Status.eq("inherit"))
        .filter(entity::Column::MimeType.starts_with("image/"))
        .order_by(column, order)
        .limit(MOST_IMAGES)
        .select_only()
        .column(entity::Column::Id);
    Ok(query.into_tuple::<i64>().all(renderer.site.reader()).await?)
}

async fn figure(renderer: &mut BlockRenderer, call: &Call<'_>, images: &[i64]) -> Result<String> {
    let mut markup = String::new();
    for id in images {
        markup.push_str(&image(renderer, call, *id).await?);
    }
    let columns =
        call.attributes.get("columns").map_or("default".to_owned(), |columns| php::to_int(columns).to_string());
    let cropped = if call.flag("imageCrop") { " is-cropped" } else { "" };
    let class = format!("wp-block-gallery has-nested-images columns-{columns}{cropped}");
    Ok(format!("<figure {}>{markup}{}</figure>", call.wrapper(renderer, &[("class", &class)]), call.content))
}

async fn image(renderer: &mut BlockRenderer, call: &Call<'_>, id: i64) -> Result<String> {
    let size = match call.text("sizeSlug") {
        "" => "large",
        size => size,
    };
    let class = format!("wp-image-{id}");
    let ratio = call.text("aspectRatio");
    let style = match ratio {
        "" | "auto" => String::new(),
        ratio => safecss_filter_attr(&format!("aspect-ratio:{ratio};object-fit:cover;")),
    };
    let styled = [("class", class.as_str()), ("style", style.as_str())];
    let attributes = if style.is_empty() { &styled[..1] } else { &styled[..] };
    let mut markup = shown_post::image(renderer, id, size, attributes).await?;
    if markup.is_empty() {
        return Ok(markup);
    }
    let mut own = json!({"id": id, "data-id": id.to_string(), "sizeSlug": size});
    if let Some((address, destination)) = link(renderer, call, id).await? {
        let target = if call.text("linkTarget") == "_blank" { " target=\"_blank\" rel=\"noopener\"" } else { "" };
        markup = format!("<a href=\"{}\"{target}>{markup}</a>", esc_url(&address));
        own["linkDestination"] = json!(destination);
    }
    let attachment = posts::by_id(&renderer.site, id).await?;
    if let Some(attachment) = attachment.filter(|attachment| !attachment.excerpt.is_empty()) {
        let caption = wp_kses_post(&attachment.excerpt);
        markup.push_str(&format!("<figcaption class=\"wp-element-caption\">{caption}</figcaption>"));
    }
    let figure = format!("<figure class=\"wp-block-image size-{}\">{markup}</figure>", esc_attr(size));
    let mut block = Block::new("core/image", own.as_object().cloned().unwrap_or_default());
    block.inner_content.push(Chunk::Html(figure));
    Box::pin(renderer.render_block(&block, call.values)).await
}

async fn link(renderer: &BlockRenderer, call: &Call<'_>, id: i64) -> Result<Option<(String, &'static str)>> {
    match call.text("linkTo") {
        "media" | "file" => {
            let file = media::of_attachment(&renderer.site, id).await?;
            Ok(file.map(|file| (links::upload(&renderer.site, &file.file), "media")))
        }
        "attachment" | "post" => Ok(Some((format!("{}/?attachment_id={id}", renderer.site.url()), "attachment"))),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffled_gallery_keeps_each_image_and_what_stands_around_them() {
        let image =
            |number: u32| format!("<figure class=\"wp-block-image size-large\"><img alt=\"{number}\"></figure>");
        let images: String = (0..20).map(image).collect();
        let gallery = |images: &str| {
            format!("<figure class=\"wp-block-gallery\">{images}<figcaption>All of them</figcaption></figure>")
        };
        let shuffled = shuffled(&gallery(&images));
        assert_ne!(shuffled, gallery(&images));
        let mut found: Vec<&str> = image_spans(&shuffled).into_iter().map(|span| &shuffled[span]).collect();
        found.sort_unstable();
        let mut expected: Vec<String> = (0..20).map(image).collect();
        expected.sort_unstable();
        assert_eq!(found, expected);
        assert!(shuffled.ends_with("<figcaption>All of them</figcaption></figure>"));
    }
}
