//! `core/shortcode`: its text in paragraphs; the shortcodes themselves are replaced later, with those of the whole text.

use super::Call;
use crate::formatting::wpautop;

/// Renders the block.
pub fn render(call: &Call<'_>) -> String {
    wpautop(&call.content, true)
}
