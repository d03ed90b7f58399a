//! `[playlist]`: several sounds or films in one player.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::chosen_attachments::chosen_attachments;
use super::context::loading_within_content;
use super::media_attributes::is_true;
use super::{ShortcodeAttributes, ShortcodeContext};
use crate::formatting::{check_filetype, esc_attr};
use crate::image_markup::{Attachment, ImageAttributes, ImageSize, attachment_link, image_source};

/// The frame around the player, in pixels.
const FRAME: i64 = 22;

const USUAL_WIDTH: i64 = 640;
const USUAL_HEIGHT: i64 = 360;

/// WordPress's `wp_playlist_shortcode`.
pub(super) fn playlist(attributes: ShortcodeAttributes, context: &dyn ShortcodeContext) -> String {
    context.page().next_playlist();
    let kind = if attributes.get("type").unwrap_or("audio") == "audio" { "audio" } else { "video" };
    let attachments = chosen_attachments(&attributes, kind, context);
    if attachments.is_empty() {
        return String::new();
    }
    let links: Vec<String> = attachments.iter().map(|attachment| link(attachment, context)).collect();
    if context.is_feed() {
        return format!("\n{}\n", links.join("\n"));
    }
    let width = context.images().content_width.map_or(USUAL_WIDTH, |content| content - FRAME);
    let mut height = scaled(USUAL_HEIGHT, width, USUAL_WIDTH);
    let tracks: Vec<Value> =
        attachments.iter().map(|track| track_data(track, &attributes, kind, width, &mut height, context)).collect();
    let is_set = |name| attributes.get(name).is_none_or(is_true);
    let data = json!({
        "type": kind, "tracklist": is_set("tracklist"), "tracknumbers": is_set("tracknumbers"),
        "images": is_set("images"), "artists": is_set("artists"), "tracks": tracks,
    });
    let style = esc_attr(attributes.get("style").unwrap_or("light")).into_owned();
    written(kind, &style, (width, height), &links, &data)
}

fn scaled(height: i64, width: i64, of_width: i64) -> i64 {
    (height as f64 * width as f64 / of_width as f64).round() as i64
}

fn link(attachment: &Arc<Attachment>, context: &dyn ShortcodeContext) -> String {
    let loading = loading_within_content(context);
    attachment_link(attachment, &"thumbnail".into(), false, &ImageAttributes::default(), context.images(), &loading)
}

fn track_data(
    track: &Attachment,
    attributes: &ShortcodeAttributes,
    kind: &str,
    width: i64,
    height: &mut i64,
    context: &dyn ShortcodeContext,
) -> Value {
    let mut data = Map::new();
    data.insert("src".to_owned(), json!(track.url));
    data.insert("type".to_owned(), json!(check_filetype(&track.url).map(|(_, media_type)| media_type)));
    data.insert("title".to_owned(), json!(track.title));
    data.insert("caption".to_owned(), json!(track.caption));
    data.insert("description".to_owned(), json!(track.description));
    let tags: Map<String, Value> = track.tags.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    data.insert("meta".to_owned(), if tags.is_empty() { json!([]) } else { Value::Object(tags) });
    if kind == "video" && has_metadata(track) {
        let known = track.width > 0 && track.height > 0;
        let original = if known { (track.width, track.height) } else { (USUAL_WIDTH, USUAL_HEIGHT) };
        if known {
            *height = scaled(track.height, width, track.width);
        }
        let size = |(width, height): (i64, i64)| json!({"width": width, "height": height});
        data.insert("dimensions".to_owned(), json!({"original": size(original), "resized": size((width, *height))}));
    }
    if attributes.get("images") != Some("0") && attributes.get("images") != Some("") {
        add_images(&mut data, track, context);
    }
    Value::Object(data)
}

fn has_metadata(track: &Attachment) -> bool {
    !track.file.is_empty() || track.width > 0 || !track.tags.is_empty()
}

/// The track's picture, large and small; the icon of its media type where it has none.
fn add_images(data: &mut Map<String, Value>, track: &Attachment, context: &dyn ShortcodeContext) {
    let Some(picture) = context.attachment(track.thumbnail).filter(|_| track.thumbnail > 0) else {
        let kind = track.mime_type.split('/').next().unwrap_or_default();
        let icon = context.includes_url().map(|includes_url| format!("{includes_url}images/media/{kind}.svg"));
        let icon = json!({"src": icon.unwrap_or_default(), "width": 48, "height": 64});
        data.insert("image".to_owned(), icon.clone());
        data.insert("thumb".to_owned(), icon);
        return;
    };
    for (key, size) in [("image", "full"), ("thumb", "thumbnail")] {
        if let Some(source) = image_source(&picture, &ImageSize::from(size), context.images()) {
            data.insert(key.to_owned(), json!({"src": source.url, "width": source.width, "height": source.height}));
        }
    }
}

fn written(kind: &str, style: &str, (width, height): (i64, i64), links: &[String], data: &Value) -> String {
    let current = if kind == "audio" { "\t\t<div class=\"wp-playlist-current-item\"></div>\n\t" } else { "" };
    let height = if kind == "video" { format!(" height=\"{height}\"") } else { String::new() };
    let items: String = links.iter().map(|link| format!("<li>{link}</li>")).collect();
    let data = data.to_string().replace('<', "\\u003C").replace('>', "\\u003E");
    format!(
        "<div class=\"wp-playlist wp-{kind}-playlist wp-playlist-{style}\">\n\t{current}\t<{kind} controls=\"controls\" \
         preload=\"none\" width=\"{width}\"\n\t\t{height}\t></{kind}>\n\t<div class=\"wp-playlist-next\"></div>\n\
         \t<div class=\"wp-playlist-prev\"></div>\n\t<noscript>\n\t<ol>\n\t\t{items}\t</ol>\n\t</noscript>\n\
         \t<script type=\"application/json\" class=\"wp-playlist-script\">{data}</script>\n</div>\n\t"
    )
}
