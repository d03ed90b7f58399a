//! `[audio]`: a player for a sound.

use super::media_attributes::{attribute, fallback, has_extension, names_a_file, plain_link, sources, switches};
use super::{ShortcodeAttributes, ShortcodeContext};

/// Extensions of sounds that are played.
pub(super) const AUDIO_EXTENSIONS: [&str; 5] = ["mp3", "ogg", "flac", "m4a", "wav"];

/// WordPress's `wp_audio_shortcode`; without a file the first sound that was uploaded to the post.
pub(super) fn audio(attributes: &ShortcodeAttributes, context: &dyn ShortcodeContext) -> String {
    let instance = context.page().next_audio();
    let mut attributes = attributes.clone();
    if let Some(source) = attributes.filled("src") {
        if !has_extension(source, &AUDIO_EXTENSIONS) {
            return plain_link("wp-embedded-audio", source);
        }
    } else if !names_a_file(&attributes, &AUDIO_EXTENSIONS) {
        match first_attached(context, "audio/") {
            Some(url) => attributes.set("src", url),
            None => return String::new(),
        }
    }
    let mut written = vec![
        attribute("class", attributes.get("class").unwrap_or("wp-audio-shortcode")),
        attribute("id", &format!("audio-{}-{instance}", context.post_id())),
    ];
    written.extend(switches(&attributes, "none"));
    written.push(attribute("style", attributes.get("style").unwrap_or("width: 100%;")));
    let files: Vec<&str> = ["src"].iter().chain(&AUDIO_EXTENSIONS).filter_map(|name| attributes.filled(name)).collect();
    let sources = sources(&files, instance, &|_| None);
    let fallback = fallback(files.first().copied().unwrap_or_default());
    format!("<audio {} controls=\"controls\">{sources}{fallback}</audio>", written.join(" "))
}

/// The address of the first attachment of the post with this kind of type.
pub(super) fn first_attached(context: &dyn ShortcodeContext, kind: &str) -> Option<String> {
    let attachments = context.attached_to(context.post_id());
    let of_kind = attachments.into_iter().filter(|attachment| attachment.mime_type.starts_with(kind));
    let first = of_kind.min_by_key(|attachment| (attachment.menu_order, attachment.id))?;
    Some(first.url.clone()).filter(|url| !url.is_empty())
}
