//! `core/rss`: entries of another site's feed.
//!
//! Pages are made without waiting for other hosts, so the block says that the feed could not be read, in the words that
//! WordPress has for a site whose outgoing requests are switched off.

use super::Call;
use crate::blocks::context::BlockRenderer;

/// Renders the block.
pub fn render(renderer: &BlockRenderer, call: &Call<'_>) -> String {
    let words = renderer.words();
    let (error, blocked) = (words.say("RSS Error:"), words.say("User has blocked requests through HTTP."));
    let refused = format!("<strong>{error}</strong> WP HTTP Error: {blocked}");
    let message = if call.text("feedURL").trim_end_matches('/') == renderer.site.url() {
        words.say("Adding an RSS feed to this site’s homepage is not supported, as it could lead to a loop that slows down your \
         site. Try using another block, like the <strong>Latest Posts</strong> block, to list posts from the site.")
    } else {
        refused.as_str()
    };
    format!("<div class=\"components-placeholder\"><div class=\"notice notice-error\">{message}</div></div>")
}
