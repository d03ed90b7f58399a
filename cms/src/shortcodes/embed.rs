//! `[embed]`, and addresses that stand alone: WordPress's `WP_Embed`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::audio::AUDIO_EXTENSIONS;
use super::caption::leading_number;
use super::video::VIDEO_EXTENSIONS;
use super::{Handlers, ShortcodeAttributes, ShortcodeContext, do_shortcode};
use crate::formatting::{esc_html, esc_url, replace_newlines_in_tags};

const NEWLINE_IN_TAG: &str = "<!-- wp-line-break -->";

/// WordPress's `WP_Embed::run_shortcode`: shows `[embed]`, before anything else is done to a text.
pub fn run_embed_shortcode<'a>(text: &'a str, context: &dyn ShortcodeContext) -> Cow<'a, str> {
    do_shortcode(text, &EmbedShortcode { context }, true)
}

struct EmbedShortcode<'a> {
    context: &'a dyn ShortcodeContext,
}

impl Handlers for EmbedShortcode<'_> {
    fn names(&self) -> &[&str] {
        &["embed"]
    }

    fn render(&self, _name: &str, attributes: ShortcodeAttributes, content: Option<&str>) -> String {
        let content = content.filter(|content| !content.is_empty() && *content != "0");
        let Some(url) = content.or_else(|| attributes.filled("src")) else { return String::new() };
        let url = url.replace("&amp;", "&");
        embedded(&url, &attributes, self.context)
            .unwrap_or_else(|| format!("<a href=\"{}\">{}</a>", esc_url(&url), esc_html(&url)))
    }
}

/// WordPress's `WP_Embed::autoembed`: an address alone on its line, or in its paragraph, becomes what its site offers; else it
/// stays as it is.
pub fn autoembed<'a>(text: &'a str, context: &dyn ShortcodeContext) -> Cow<'a, str> {
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)(?:^|[\t\n\x0B\x0C\r >])https?://").expect("a constant pattern"));
    static ON_LINE: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r#"(?im)^([\t\n\x0B\x0C\r ]*)(https?://[^\t\n\x0B\x0C\r <>"]+)([\t\n\x0B\x0C\r ]*)$"#;
        Regex::new(pattern).expect("a constant pattern")
    });
    static IN_PARAGRAPH: LazyLock<Regex> = LazyLock::new(|| {
        let pattern =
            r#"(?i)(<p(?: [^>]*)?>[\t\n\x0B\x0C\r ]*)(https?://[^\t\n\x0B\x0C\r <>"]+)([\t\n\x0B\x0C\r ]*</p>)"#;
        Regex::new(pattern).expect("a constant pattern")
    });
    if !ADDRESS.is_match(text) {
        return Cow::Borrowed(text);
    }
    let show = |found: &Captures<'_>| {
        let url = found[2].replace("&amp;", "&");
        let shown = embedded(&url, &ShortcodeAttributes::default(), context).unwrap_or(url);
        format!("{}{shown}{}", &found[1], &found[3])
    };
    let text = replace_newlines_in_tags(text, NEWLINE_IN_TAG);
    let text = ON_LINE.replace_all(&text, show);
    let text = IN_PARAGRAPH.replace_all(&text, show);
    Cow::Owned(text.replace(NEWLINE_IN_TAG, "\n"))
}

/// What an address stands for: a player for a file, or what its site offers.
fn embedded(url: &str, attributes: &ShortcodeAttributes, context: &dyn ShortcodeContext) -> Option<String> {
    static YOUTUBE_PLAYER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)https?://(?:www\.)?youtube\.com/(?:v|embed)/([^/]+)").expect("a constant pattern")
    });
    if let Some(found) = YOUTUBE_PLAYER.captures(url) {
        let id: String = percent_encoding::utf8_percent_encode(&found[1], percent_encoding::NON_ALPHANUMERIC).collect();
        let page =
            format!("https://youtube.com/watch?v={}", id.replace("%5F", "_").replace("%2D", "-").replace("%2E", "."));
        return Some(context.embedded(&page).unwrap_or(page));
    }
    if is_file(url, &AUDIO_EXTENSIONS) {
        return Some(format!("[audio src=\"{}\" /]", esc_url(url)));
    }
    if is_file(url, &VIDEO_EXTENSIONS) {
        return Some(format!("[video {} src=\"{}\" /]", dimensions(attributes), esc_url(url)));
    }
    context.embedded(url)
}

fn is_file(url: &str, extensions: &[&str]) -> bool {
    let lower = url.to_ascii_lowercase();
    let file = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    file.and_then(|file| file.rsplit_once('.'))
        .is_some_and(|(name, extension)| !name.is_empty() && extensions.contains(&extension))
}

fn dimensions(attributes: &ShortcodeAttributes) -> String {
    match (attributes.filled("width"), attributes.filled("height")) {
        (Some(width), Some(height)) => {
            format!("width=\"{}\" height=\"{}\" ", leading_number(width), leading_number(height))
        }
        _ => String::new(),
    }
}
