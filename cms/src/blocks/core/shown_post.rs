//! How blocks show posts: title, excerpt, picture.

use std::sync::Arc;

use serde_json::Value;

use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{CORE_SHORTCODES, TitleOf, esc_attr, the_title, trim_words, wptexturize};
use crate::posts::{self, Post, access};
use crate::{CacheTag, Result, media};

/// A post by its number, noting that it was read.
pub async fn load(renderer: &mut BlockRenderer, id: i64) -> Result<Option<Arc<Post>>> {
    renderer.read(CacheTag::Post(id));
    if let Some(post) = renderer.post.as_ref().filter(|post| post.id == id) {
        return Ok(Some(post.clone()));
    }
    Ok(posts::by_id(&renderer.site, id).await?.map(Arc::new))
}

/// The title as it is shown, WordPress's `get_the_title`.
pub fn title(renderer: &BlockRenderer, post: &Post) -> String {
    let words = renderer.words();
    let of = match (post.password.is_empty(), post.status.as_str()) {
        (false, _) => TitleOf::Within(words.say("Protected: %s")),
        (true, "private") => TitleOf::Within(words.say("Private: %s")),
        _ => TitleOf::Public,
    };
    the_title(&post.title, of)
}

/// The same; of a post without one, a word about that.
pub fn title_or_none(renderer: &BlockRenderer, post: &Post) -> String {
    match title(renderer, post) {
        title if title.is_empty() => renderer.words().say("(no title)").to_owned(),
        title => title,
    }
}

/// The excerpt: the written one, or the content's first words. WordPress's `get_the_excerpt`.
pub async fn excerpt(renderer: &mut BlockRenderer, post: &Arc<Post>, words: usize) -> Result<String> {
    if !post.password.is_empty() {
        return Ok(renderer.words().say("There is no excerpt because this is a protected post.").to_owned());
    }
    if !post.excerpt.is_empty() {
        return Ok(post.excerpt.clone());
    }
    let before = renderer.post.replace(post.clone());
    let content = access::shown_content(post, &renderer.visit.reader).into_owned();
    let text = renderer.excerpt_text(&content).await;
    renderer.post = before;
    let text = wptexturize(&without_shortcodes(&text?), CORE_SHORTCODES).replace("]]>", "]]&gt;");
    Ok(trim_words(&text, words, " [&hellip;]"))
}

/// A text without the core shortcodes and what stands between their opening and closing tags.
fn without_shortcodes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        kept.push_str(before);
        let name_end =
            after.find(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '_' | '-'));
        let name = &after[..name_end.unwrap_or(after.len())];
        let end = after.find(']').filter(|_| CORE_SHORTCODES.contains(&name));
        rest = match end {
            Some(end) => {
                let closing = format!("[/{name}]");
                let behind = &after[end + 1..];
                behind.split_once(&closing).map_or(behind, |(_, after)| after)
            }
            None => {
                kept.push('[');
                after
            }
        };
    }
    kept + rest
}

/// Further attributes of an image.
pub type ImageAttributes<'a> = &'a [(&'a str, &'a str)];

/// The number of a post's featured image.
pub async fn featured_image(renderer: &mut BlockRenderer, post: &Post) -> Result<Option<i64>> {
    renderer.read(CacheTag::Post(post.id));
    let meta = posts::meta_of(&renderer.site, post.id).await?;
    let value = meta.into_iter().find(|(key, _)| key == "_thumbnail_id").and_then(|(_, value)| value.parse().ok());
    Ok(value.filter(|id| *id > 0))
}

/// One size of an uploaded image.
pub struct SizedImage {
    /// Its address.
    pub url: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

/// The size of an attachment that fits the name best, WordPress's `wp_get_attachment_image_src`.
pub fn sized(renderer: &BlockRenderer, file: &media::entity::Model, size: &str) -> SizedImage {
    let metadata: Value = serde_json::from_str(&file.metadata).unwrap_or_default();
    let full = || SizedImage { url: links::upload(&renderer.site, &file.file), width: file.width, height: file.height };
    let Some(found) = metadata.get("sizes").and_then(|sizes| sizes.get(size)) else { return full() };
    let Some(name) = found.get("file").and_then(Value::as_str) else { return full() };
    let folder = file.file.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let number = |key: &str| found.get(key).and_then(Value::as_i64).unwrap_or_default();
    SizedImage {
        url: links::upload(&renderer.site, &format!("{folder}{name}")),
        width: number("width"),
        height: number("height"),
    }
}

/// An `<img>` of an attachment, WordPress's `wp_get_attachment_image` inside content.
pub async fn image(
    renderer: &mut BlockRenderer,
    id: i64,
    size: &str,
    attributes: ImageAttributes<'_>,
) -> Result<String> {
    renderer.read(CacheTag::Post(id));
    let Some(file) = media::of_attachment(&renderer.site, id).await? else { return Ok(String::new()) };
    let chosen = sized(renderer, &file, size);
    let alt = alternative_text(renderer, id).await?;
    let class = format!("attachment-{size} size-{size}");
    let given = |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    let mut written = vec![
        ("src".to_owned(), given("src").unwrap_or_else(|| chosen.url.clone())),
        ("class".to_owned(), given("class").unwrap_or(class)),
        ("alt".to_owned(), given("alt").unwrap_or(alt)),
    ];
    let own = ["src", "class", "alt"];
    written.extend(
        attributes
            .iter()
            .filter(|(name, _)| !own.contains(name))
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    if let Some(sources) = source_set(renderer, &file, &chosen) {
        written.push(("srcset".to_owned(), sources));
        written.push(("sizes".to_owned(), format!("(max-width: {0}px) 100vw, {0}px", chosen.width)));
    }
    let attributes: String = written.iter().map(|(name, value)| format!(" {name}=\"{}\"", esc_attr(value))).collect();
    let size = if chosen.width > 0 {
        format!("width=\"{}\" height=\"{}\"", chosen.width, chosen.height)
    } else {
        String::new()
    };
    Ok(format!("<img {size}{attributes} />"))
}

/// The featured image of a post as `<img>`, WordPress's `get_the_post_thumbnail`; nothing if it has none.
pub async fn thumbnail(
    renderer: &mut BlockRenderer,
    post: &Post,
    size: &str,
    attributes: ImageAttributes<'_>,
) -> Result<String> {
    let Some(id) = featured_image(renderer, post).await? else { return Ok(String::new()) };
    let own = attributes.iter().find(|(name, _)| *name == "class").map(|(_, class)| (*class).to_owned());
    let class = format!("{} wp-post-image", own.unwrap_or_else(|| format!("attachment-{size} size-{size}")));
    let mut all = vec![("class", class.as_str())];
    all.extend(attributes.iter().filter(|(name, _)| *name != "class"));
    image(renderer, id, size, &all).await
}

/// The text for those who do not see the image.
pub async fn alternative_text(renderer: &BlockRenderer, id: i64) -> Result<String> {
    let meta = posts::meta_of(&renderer.site, id).await?;
    let text = meta.into_iter().find(|(key, _)| key == "_wp_attachment_image_alt").map(|(_, value)| value);
    Ok(crate::formatting::strip_tags(&text.unwrap_or_default()).trim().to_owned())
}

/// The widest source that a browser is offered besides the chosen one.
const WIDEST_SOURCE: i64 = 2048;

/// WordPress's `wp_calculate_image_srcset`: all sizes of the same shape.
pub fn source_set(renderer: &BlockRenderer, file: &media::entity::Model, chosen: &SizedImage) -> Option<String> {
    let metadata: Value = serde_json::from_str(&file.metadata).ok()?;
    let folder = file.file.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let base = file.file.rsplit('/').next().unwrap_or_default();
    let number = |image: &Value, key: &str| image.get(key).and_then(Value::as_i64).unwrap_or_default();
    let mut all: Vec<(String, i64, i64)> = Vec::new();
    for image in metadata.get("sizes")?.as_object()?.values() {
        let name = image.get("file").and_then(Value::as_str).unwrap_or_default();
        all.push((name.to_owned(), number(image, "width"), number(image, "height")));
    }
    all.push((base.to_owned(), file.width, file.height));
    let mut sources: Vec<(i64, String)> = Vec::new();
    let mut has_chosen = false;
    for (name, width, height) in all {
        let url = links::upload(&renderer.site, &format!("{folder}{name}"));
        let is_chosen = !has_chosen && url == chosen.url;
        if (width > WIDEST_SOURCE && !is_chosen) || !same_shape((chosen.width, chosen.height), (width, height)) {
            continue;
        }
        has_chosen |= is_chosen;
        let text = format!("{url} {width}w");
        match (is_chosen, sources.iter_mut().find(|(known, _)| *known == width)) {
            (true, _) => sources.insert(0, (width, text)),
            (false, Some((_, known))) => *known = text,
            (false, None) => sources.push((width, text)),
        }
    }
    (has_chosen && sources.len() > 1).then(|| sources.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", "))
}

/// WordPress's `wp_image_matches_ratio`: scaled to the same width, the heights differ by a pixel at most.
fn same_shape((width, height): (i64, i64), (other_width, other_height): (i64, i64)) -> bool {
    let scaled = |width: i64, height: i64, to: i64| (height as f64 * to as f64 / width.max(1) as f64).round() as i64;
    if width > other_width {
        (scaled(width, height, other_width) - other_height).abs() <= 1
    } else {
        (scaled(other_width, other_height, width) - height).abs() <= 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_match_within_a_pixel() {
        assert!(same_shape((1024, 683), (300, 200)));
        assert!(!same_shape((1024, 683), (150, 150)));
    }

    #[test]
    fn shortcodes_are_taken_out_with_what_they_hold() {
        assert_eq!(without_shortcodes("a[gallery ids=1]b[caption]c[/caption]d[note]e"), "abd[note]e");
    }
}
