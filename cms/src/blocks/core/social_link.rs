//! `core/social-link`: an icon that leads to a profile elsewhere.

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::formatting::{esc_html, esc_url, is_email};

/// Services by their slug: name, and the drawing of their icon in a square of 24.
const SERVICES: [(&str, &str, &str); 49] = [
    ("amazon", "Amazon", "M4 16c5 4 11 4 16 0M17 16h3v3M8 12a4 3 0 0 1 7-2V8a3 3 0 0 0-6-1m6 3v4"),
    ("bandcamp", "Bandcamp", "M3 17l6-10h12l-6 10z"),
    ("behance", "Behance", "M3 6h5a3 3 0 0 1 0 6H3zm0 6h6a3 3 0 0 1 0 6H3zM14 15h7a3 3 0 1 0-1 2M15 8h5"),
    (
        "bluesky",
        "Bluesky",
        "M12 11C10 7 5 4 4 5s0 8 4 8c-4 1-3 5 0 5s4-4 4-5c0 1 1 5 4 5s4-4 0-5c4 0 5-7 4-8s-6 2-8 6z",
    ),
    ("chain", "Link", "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"),
    ("codepen", "CodePen", "M12 3l9 6v6l-9 6-9-6V9zM12 3v6m0 6v6M3 9l9 6 9-6M3 15l9-6 9 6"),
    ("deviantart", "DeviantArt", "M17 3v4l-4 7h4v4h-6l-2 3H7v-4l4-7H7V6h6l2-3z"),
    ("discord", "Discord", "M8 6c3-1 5-1 8 0 3 4 4 8 3 11l-3 2-1-2H9l-1 2-3-2C4 14 5 10 8 6zM9 12v2m6-2v2"),
    (
        "dribbble",
        "Dribbble",
        "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 4c5 5 7 10 7 16M4 11c7 0 12-1 15-4M6 18c3-6 8-8 15-5",
    ),
    ("dropbox", "Dropbox", "M7 4l5 3-5 3-5-3zm10 0l5 3-5 3-5-3zM7 10l5 3-5 3-5-3zm10 0l5 3-5 3-5-3zM7 18l5 3 5-3"),
    ("etsy", "Etsy", "M6 4h12v4M8 4v16m0-8h7M6 20h12v-4"),
    ("facebook", "Facebook", "M15 4h-2a3 3 0 0 0-3 3v14M7 12h7"),
    ("feed", "RSS Feed", "M5 18h2v1H5zM5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14"),
    ("fivehundredpx", "500px", "M8 4h8M8 4v6a5 5 0 1 1-1 6M11 15l4 4m0-4l-4 4"),
    ("flickr", "Flickr", "M8 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm9 0a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"),
    ("foursquare", "Foursquare", "M7 3h10l-2 12h-4l-4 5zM11 9h4"),
    (
        "github",
        "GitHub",
        "M9 20v-3c-5 1-5-2-6-3m12 6v-4c0-1 0-2-1-2 4 0 6-2 6-5a5 5 0 0 0-1-4V3l-4 1H9L5 3v3a5 5 0 0 0-1 4c0 3 2 5 6 5",
    ),
    ("goodreads", "Goodreads", "M16 4v12a4 4 0 0 1-8 1M12 5a4 5 0 1 0 0 9 4 5 0 0 0 0-9z"),
    ("google", "Google", "M20 12h-8v2h5a6 6 0 1 1-1-6"),
    ("gravatar", "Gravatar", "M12 4v7M7 7a7 7 0 1 0 10 0"),
    (
        "instagram",
        "Instagram",
        "M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4zm5 5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm5-1v1",
    ),
    ("lastfm", "Last.fm", "M12 15c-1 2-3 3-5 3a5 5 0 1 1 3-9l4 7c1 2 6 3 6-1s-6-2-6-5 4-3 5-1"),
    ("linkedin", "LinkedIn", "M5 9v10M5 5v1M10 19V9m0 5c0-6 8-6 8 0v5"),
    ("mail", "Mail", "M3 6h18v12H3zM3 7l9 7 9-7"),
    (
        "mastodon",
        "Mastodon",
        "M7 15V9c0-4 5-4 5 0v4m0-4c0-4 5-4 5 0v6M5 19c4 2 9 1 9 1M20 14c0-8 0-10-8-10S4 6 4 12s1 8 3 8",
    ),
    ("meetup", "Meetup", "M5 17l3-10c1-2 3-1 3 1l-1 6 3-6c1-2 4-1 3 1l-2 6c0 2 3 2 4 1"),
    ("medium", "Medium", "M7 7a5 5 0 1 0 0 10A5 5 0 0 0 7 7zm9 0c-3 0-3 10 0 10s3-10 0-10zm5 1v8"),
    ("patreon", "Patreon", "M5 4v16M15 4a5 5 0 1 0 0 11 5 5 0 0 0 0-11z"),
    ("pinterest", "Pinterest", "M10 21l3-11M8 14c-4-4-1-9 4-9s8 5 5 9c-2 2-4 2-5 1"),
    ("pocket", "Pocket", "M3 5h18v6a9 9 0 0 1-18 0zM8 10l4 4 4-4"),
    ("reddit", "Reddit", "M12 9c5 0 8 3 8 6s-3 5-8 5-8-2-8-5 3-6 8-6zm0 0l1-5 4 1M9 13v1m6-1v1m-6 3c2 1 4 1 6 0"),
    (
        "share",
        "Share Icon",
        "M17 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM7 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zm10 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM9 11l6-4M9 13l6 4",
    ),
    ("skype", "Skype", "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm3 5c-2-2-6-1-6 1s6 2 6 4-5 3-6 1"),
    ("snapchat", "Snapchat", "M12 3c4 0 5 3 5 6l2 1-2 2 3 4-4 1-1 2-3-1-3 1-1-2-4-1 3-4-2-2 2-1c0-3 1-6 5-6z"),
    ("soundcloud", "SoundCloud", "M3 13v4m3-6v6m3-8v8m3-10v10h7a3 3 0 0 0 0-7c0-4-4-6-7-3"),
    ("spotify", "Spotify", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM7 9c4-1 7-1 11 1M8 12c3-1 6 0 9 1M8 15c3-1 5 0 7 1"),
    ("telegram", "Telegram", "M3 11l18-7-3 16-6-5-3 3v-5l9-7"),
    ("threads", "Threads", "M18 8c-1-3-3-4-6-4-5 0-7 4-7 8s2 8 7 8c4 0 6-2 6-5 0-5-8-5-8-1 0 3 5 3 5-2 0-3-3-4-5-2"),
    ("tiktok", "TikTok", "M13 3v12a4 4 0 1 1-4-4M13 3c0 3 2 5 5 5"),
    ("tumblr", "Tumblr", "M10 3v12c0 4 3 5 6 4M6 9h9"),
    ("twitch", "Twitch", "M5 3h15v11l-4 4h-4l-3 3v-3H5zM11 7v5m5-5v5"),
    (
        "twitter",
        "Twitter",
        "M21 6c-1 1-2 1-2 2 0 8-8 13-16 9 3 0 4-1 5-2-2 0-4-2-4-3h2C3 10 3 7 4 6c2 2 5 4 8 4 0-4 4-6 7-3z",
    ),
    ("vimeo", "Vimeo", "M3 8l4-3c4-2 3 10 5 10s5-8 2-7c1-4 7-5 7 0s-6 12-9 12-4-9-5-11z"),
    ("vk", "VK", "M3 7h3c1 4 3 6 4 6V7h3v4c2 0 3-2 4-4h3c-1 3-2 4-3 5 1 1 3 3 4 5h-4c-1-2-2-3-4-3v3C8 17 4 13 3 7z"),
    ("whatsapp", "WhatsApp", "M4 20l1-4a8 8 0 1 1 3 3zM9 8c-1 4 3 8 7 7l-1-3-2 1-3-3 1-2z"),
    (
        "wordpress",
        "WordPress",
        "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM4 9h5M5 9l4 11 3-8M10 9h5m-4 0l4 11 3-9c1-2-1-3-1-5",
    ),
    ("x", "X", "M4 4h4l12 16h-4zM20 4l-7 7m-2 2l-7 7"),
    ("yelp", "Yelp", "M11 3v8L6 5zM9 13l-6-1m6 3l-4 4m7-3v5m2-7l5 3m-5-5l4-4"),
    ("youtube", "YouTube", "M5 6h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2zm5 3v6l5-3z"),
];

fn service(slug: &str) -> (&'static str, &'static str) {
    let find = |slug: &str| SERVICES.iter().find(|(known, _, _)| *known == slug);
    find(slug).or_else(|| find("share")).map_or(("", ""), |(_, name, path)| (name, path))
}

/// Renders the block.
pub fn render(renderer: &BlockRenderer, call: Call<'_>) -> String {
    let address = call.text("url");
    if address.is_empty() {
        return String::new();
    }
    let slug = match call.text("service") {
        "" => "Icon",
        slug => slug,
    };
    let (name, path) = service(slug);
    let text = match call.text("label").trim() {
        "" => renderer.words().say(name),
        label => label,
    };
    let address = full_address(address);
    let class = format!("wp-social-link wp-social-link-{slug}{}", color_classes(&call));
    let wrapper = call.wrapper(renderer, &[("class", &class), ("style", &color_styles(&call))]);
    let hidden = if call.values.flag("showLabels") { "" } else { " screen-reader-text" };
    let icon = format!(
        "<svg width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" version=\"1.1\" xmlns=\"http://www.w3.org/2000/svg\" \
         aria-hidden=\"true\" focusable=\"false\"><path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"></path></svg>"
    );
    let link = format!(
        "<li {wrapper}><a href=\"{}\" class=\"wp-block-social-link-anchor\">{icon}<span \
         class=\"wp-block-social-link-label{hidden}\">{}</span></a></li>",
        esc_url(&address),
        esc_html(text)
    );
    with_relation(&link, call.text("rel"), call.values.flag("openInNewTab"))
}

fn full_address(address: &str) -> String {
    if is_email(address) {
        return format!("mailto:{address}");
    }
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#', '.']));
    if has_scheme || address.starts_with("//") || address.starts_with('#') {
        return address.to_owned();
    }
    format!("https://{address}")
}

fn with_relation(link: &str, rel: &str, new_tab: bool) -> String {
    let mut tags = TagProcessor::new(link);
    if tags.next_tag_named("a") {
        if new_tab {
            tags.set_attribute("rel", format!("{rel} noopener nofollow").trim());
            tags.set_attribute("target", "_blank");
        } else if !rel.is_empty() {
            tags.set_attribute("rel", rel.trim());
        }
    }
    tags.finish()
}

fn color_classes(call: &Call<'_>) -> String {
    let class = |name: &str, suffix: &str| match call.values.get(name).map(php::to_text) {
        Some(slug) => format!(" has-{slug}-{suffix} "),
        None => String::new(),
    };
    format!("{}{}", class("iconColor", "color"), class("iconBackgroundColor", "background-color"))
}

fn color_styles(call: &Call<'_>) -> String {
    let style = |name: &str, property: &str| match call.values.get(name).map(php::to_text) {
        Some(color) => format!("{property}:{color};"),
        None => String::new(),
    };
    format!("{}{}", style("iconColorValue", "color"), style("iconBackgroundColorValue", "background-color"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_completed() {
        assert_eq!(full_address("example.org/me"), "https://example.org/me");
        assert_eq!(full_address("a@b.org"), "mailto:a@b.org");
        assert_eq!(full_address("tel:12"), "tel:12");
        assert_eq!(full_address("//x.org"), "//x.org");
    }

    #[test]
    fn every_service_has_a_name_and_an_icon() {
        assert!(
            SERVICES.iter().all(|(slug, name, path)| !slug.is_empty() && !name.is_empty() && path.starts_with('M'))
        );
        assert_eq!(service("unknown").0, "Share Icon");
    }
}
