//! What shortcodes need from the site.

use std::sync::Arc;

use super::PageState;
use crate::image_markup::{Attachment, ImageSettings, Loading, Place};

/// What a theme says about the markup it wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSupport {
    /// `<figure>` and `<figcaption>` for captions; else `<div>` and `<p>`.
    pub html5_captions: bool,
    /// `<figure>` for galleries without styles in the text; else `<dl>` with them.
    pub html5_galleries: bool,
    /// Is the text written from right to left?
    pub right_to_left: bool,
}

impl Default for ThemeSupport {
    /// As block themes have it.
    fn default() -> Self {
        Self { html5_captions: true, html5_galleries: true, right_to_left: false }
    }
}

/// Lends shortcodes what they show. Nothing here waits: the caller has read before what
/// [`needed_attachments`](super::needed_attachments) names.
pub trait ShortcodeContext: Sync {
    /// The post in whose text the shortcodes stand, or 0.
    fn post_id(&self) -> i64;

    /// The state of the page.
    fn page(&self) -> &PageState;

    /// What the theme wants.
    fn theme(&self) -> &ThemeSupport;

    /// The site's settings for images.
    fn images(&self) -> &ImageSettings;

    /// An attachment by its number, if there is one.
    fn attachment(&self, id: i64) -> Option<Arc<Attachment>>;

    /// All attachments that were uploaded to a post.
    fn attached_to(&self, post_id: i64) -> Vec<Arc<Attachment>>;

    /// Where on the page the text stands.
    fn place(&self) -> Place {
        Place::Elsewhere
    }

    /// Is this a feed? Galleries are plain there.
    fn is_feed(&self) -> bool {
        false
    }

    /// May the reader read this post?
    fn may_read(&self, _post_id: i64) -> bool {
        true
    }

    /// The address of `wp-includes/` with a slash at its end, where the icons of media types lie.
    fn includes_url(&self) -> Option<&str> {
        None
    }

    /// What stands for an address, where its site offers something.
    fn embedded(&self, _url: &str) -> Option<String> {
        None
    }
}

/// How images in a shortcode load: the text around it is looked through later.
pub(super) fn loading_within_content(context: &dyn ShortcodeContext) -> Loading<'_> {
    Loading { state: &context.page().loading, place: Place::WithinContent }
}
