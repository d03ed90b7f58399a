//! `[caption]`: an image with the text under it.

use std::sync::LazyLock;

use regex::Regex;

use super::{Handlers, ShortcodeAttributes, ShortcodeContext, do_shortcode};
use crate::formatting::{esc_attr, php_trim, sanitize_html_class, wp_kses_post};

/// The image, with a link around it, and the text behind it.
static IMAGE_AND_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    let blank = r"[\t\n\x0B\x0C\r ]*";
    Regex::new(&format!("(?is)((?:<a [^>]+>{blank})?<img [^>]+>(?:{blank}</a>)?)(.*)")).expect("a constant pattern")
});

/// WordPress's `img_caption_shortcode`.
pub(super) fn caption(
    attributes: ShortcodeAttributes,
    content: &str,
    context: &dyn ShortcodeContext,
    handlers: &dyn Handlers,
) -> String {
    let (content, caption) = image_and_caption(&attributes, content);
    let width = leading_number(attributes.get("width").unwrap_or_default());
    if width < 1 || caption.is_empty() || caption == "0" {
        return content;
    }
    let ids = Ids::of(&attributes, context);
    let class = format!(
        "wp-caption {} {}",
        attributes.get("align").unwrap_or("alignnone"),
        attributes.get("class").unwrap_or_default()
    );
    let class = esc_attr(php_trim(&class)).into_owned();
    let content = do_shortcode(&content, handlers, false);
    let described_by = ids.caption.as_deref().map(|id| format!("aria-describedby=\"{id}\" ")).unwrap_or_default();
    let (id, caption_id) = (id_attribute(ids.figure.as_deref()), id_attribute(ids.caption.as_deref()));
    if context.theme().html5_captions {
        return format!(
            "<figure {id}{described_by}style=\"width: {width}px\" class=\"{class}\">{content}\
             <figcaption {caption_id}class=\"wp-caption-text\">{caption}</figcaption></figure>"
        );
    }
    let content = content.replace("<img ", &format!("<img {described_by}"));
    format!(
        "<div {id}style=\"width: {}px\" class=\"{class}\">{content}<p {caption_id}class=\"wp-caption-text\">{caption}</p></div>",
        width + 10
    )
}

/// The caption stands behind the image; in old texts it is an attribute.
fn image_and_caption(attributes: &ShortcodeAttributes, content: &str) -> (String, String) {
    match attributes.get("caption") {
        Some(caption) if caption.contains('<') => (content.to_owned(), wp_kses_post(caption)),
        Some(caption) => (content.to_owned(), caption.to_owned()),
        None => match IMAGE_AND_TEXT.captures(content) {
            Some(parts) => (parts[1].to_owned(), php_trim(&parts[2]).to_owned()),
            None => (content.to_owned(), String::new()),
        },
    }
}

/// The number that a text begins with, as PHP reads it.
pub(super) fn leading_number(text: &str) -> i64 {
    let text = text.trim_start();
    let sign = usize::from(text.starts_with(['-', '+']));
    let digits = text.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
    text[..sign + digits].parse().unwrap_or_default()
}

struct Ids {
    figure: Option<String>,
    caption: Option<String>,
}

impl Ids {
    fn of(attributes: &ShortcodeAttributes, context: &dyn ShortcodeContext) -> Self {
        let unique = |name| attributes.filled(name).map(|id| context.page().unique_id(&sanitize_html_class(id, "")));
        let figure = unique("id");
        let caption = match unique("caption_id") {
            Some(id) => Some(id),
            None => figure.as_deref().filter(|id| !id.is_empty()).map(|id| format!("caption-{}", id.replace('_', "-"))),
        };
        Self { figure, caption: caption.filter(|id| !id.is_empty()) }
    }
}

fn id_attribute(id: Option<&str>) -> String {
    id.map(|id| format!("id=\"{}\" ", esc_attr(id))).unwrap_or_default()
}
