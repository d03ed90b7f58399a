//! `[video]`: a player for a film.

use std::sync::LazyLock;

use regex::Regex;

use super::audio::first_attached;
use super::caption::leading_number;
use super::media_attributes::{attribute, fallback, has_extension, names_a_file, plain_link, sources, switches};
use super::{ShortcodeAttributes, ShortcodeContext};
use crate::formatting::{esc_url, php_trim};

/// Extensions of films that are played.
pub(super) const VIDEO_EXTENSIONS: [&str; 5] = ["mp4", "m4v", "webm", "ogv", "flv"];

static YOUTUBE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^https?://(?:www\.)?(?:youtube\.com/watch|youtu\.be/)").expect("a constant pattern"));
static VIMEO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^https?://(.+\.)?vimeo\.com/").expect("a constant pattern"));

/// WordPress's `wp_video_shortcode`; without a file the first film that was uploaded to the post.
pub(super) fn video(attributes: &ShortcodeAttributes, content: &str, context: &dyn ShortcodeContext) -> String {
    let instance = context.page().next_video();
    let mut attributes = attributes.clone();
    if let Some(source) = attributes.filled("src").map(str::to_owned) {
        if YOUTUBE.is_match(&source) {
            attributes.set("src", youtube_address(&source));
        } else if VIMEO.is_match(&source) {
            attributes.set("src", vimeo_address(&source, attributes.filled("loop").is_some()));
        } else if !has_extension(&source, &VIDEO_EXTENSIONS) {
            return plain_link("wp-embedded-video", &source);
        }
    } else if !names_a_file(&attributes, &VIDEO_EXTENSIONS) {
        match first_attached(context, "video/") {
            Some(url) => attributes.set("src", url),
            None => return String::new(),
        }
    }
    let (width, height) = dimensions(&attributes, context.images().content_width);
    let player = player(&attributes, content, context, instance, (width, height));
    let style = if width == 0 { String::new() } else { format!("width: {width}px;") };
    format!("<div style=\"{style}\" class=\"wp-video\">{player}</div>")
}

fn dimensions(attributes: &ShortcodeAttributes, content_width: Option<i64>) -> (i64, i64) {
    let number = |name, usual| attributes.get(name).map_or(usual, leading_number);
    let (width, height) = (number("width", 640), number("height", 360));
    match content_width.filter(|content| *content > 0 && width > *content) {
        Some(content) => (content, ((height * content) as f64 / width as f64).round() as i64),
        None => (width, height),
    }
}

fn player(
    attributes: &ShortcodeAttributes,
    content: &str,
    context: &dyn ShortcodeContext,
    instance: usize,
    (width, height): (i64, i64),
) -> String {
    let poster = attributes.filled("poster").map(esc_url).unwrap_or_default();
    let values = [
        ("class", attributes.get("class").unwrap_or("wp-video-shortcode").to_owned()),
        ("id", format!("video-{}-{instance}", context.post_id())),
        ("width", width.abs().to_string()),
        ("height", height.abs().to_string()),
        ("poster", poster),
    ];
    let filled = values.iter().filter(|(_, value)| !value.is_empty() && value != "0");
    let mut written: Vec<String> = filled.map(|(name, value)| attribute(name, value)).collect();
    written.extend(switches(attributes, "metadata"));
    let files: Vec<&str> = ["src"].iter().chain(&VIDEO_EXTENSIONS).filter_map(|name| attributes.filled(name)).collect();
    let sources = sources(&files, instance, &provider_type);
    // A text track in the content stays, without the paragraphs that were made of it.
    let content =
        php_trim(&if content.contains('\n') { content.replace(['\r', '\n', '\t'], "") } else { content.to_owned() })
            .to_owned();
    let fallback = fallback(files.first().copied().unwrap_or_default());
    format!("<video {} controls=\"controls\">{sources}{content}{fallback}</video>", written.join(" "))
}

fn provider_type(url: &str) -> Option<&'static str> {
    if YOUTUBE.is_match(url) {
        Some("video/youtube")
    } else if VIMEO.is_match(url) {
        Some("video/vimeo")
    } else {
        None
    }
}

/// On https, without the part of the query that says where it was clicked.
fn youtube_address(url: &str) -> String {
    let secure = url.replacen("http://", "https://", 1);
    let Some((address, query)) = secure.split_once('?') else { return secure };
    let kept: Vec<&str> = query.split('&').filter(|part| part.split('=').next() != Some("feature")).collect();
    if kept.is_empty() { address.to_owned() } else { format!("{address}?{}", kept.join("&")) }
}

/// On https, without a query but for whether it is played again.
fn vimeo_address(url: &str, again: bool) -> String {
    let secure = url.replacen("http://", "https://", 1);
    let address = secure.split(['?', '#']).next().unwrap_or_default();
    format!("{address}?loop={}", u8::from(again))
}
