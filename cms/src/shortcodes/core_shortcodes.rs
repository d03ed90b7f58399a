//! The shortcodes that WordPress has without any plugin.

use super::audio::audio;
use super::caption::caption;
use super::gallery::gallery;
use super::playlist::playlist;
use super::video::video;
use super::{Handlers, ShortcodeAttributes, ShortcodeContext};
use crate::formatting::CORE_SHORTCODES;

/// WordPress's own shortcodes, shown with what a site lends.
pub struct CoreShortcodes<'a> {
    context: &'a dyn ShortcodeContext,
}

impl<'a> CoreShortcodes<'a> {
    /// Shows shortcodes with what `context` lends.
    pub fn new(context: &'a dyn ShortcodeContext) -> Self {
        Self { context }
    }
}

impl Handlers for CoreShortcodes<'_> {
    fn names(&self) -> &[&str] {
        CORE_SHORTCODES
    }

    fn render(&self, name: &str, attributes: ShortcodeAttributes, content: Option<&str>) -> String {
        match name {
            "wp_caption" | "caption" => caption(attributes, content.unwrap_or_default(), self.context, self),
            "gallery" => gallery(attributes, self.context),
            "playlist" => playlist(attributes, self.context),
            "audio" => audio(&attributes, self.context),
            "video" => video(&attributes, content.unwrap_or_default(), self.context),
            // `[embed]` was shown before paragraphs were made; what is left of it is nothing.
            _ => String::new(),
        }
    }
}
