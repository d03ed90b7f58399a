//! The filters of `the_content`, in WordPress's order.

use crate::formatting::{
    CORE_SHORTCODES, capital_p_dangit, convert_smilies, replace_insecure_home_url, shortcode_unautop, wpautop,
    wptexturize,
};
use crate::image_markup::{Attachment, ImageAttributes, Loading, attachment_link, filter_content_tags};
use crate::shortcodes::{
    CoreShortcodes, Handlers, ShortcodeAttributes, ShortcodeContext, autoembed, do_shortcode, run_embed_shortcode,
};

/// What the filters need besides the text.
pub struct ContentFilters<'a> {
    /// Lends attachments and the state of the page.
    pub context: &'a dyn ShortcodeContext,
    /// WordPress's `do_blocks`: shows the blocks of a text. Called only for a text that has some.
    pub render_blocks: &'a dyn Fn(&str) -> String,
    /// The address of `wp-includes/` with a slash at its end, for the one smiley that is an image; none where the site
    /// shows smilies as text.
    pub includes_url: Option<&'a str>,
    /// The site's home address.
    pub home_url: &'a str,
    /// Did the site move to https, with old addresses in its texts?
    pub moved_to_https: bool,
    /// The attachment that this post is, if it is one: it stands before its text.
    pub attachment: Option<&'a Attachment>,
}

/// WordPress's filters of `the_content` over a text, or the part of it that is shown.
///
/// The end of a CDATA section, which feeds cannot bear in theirs, is for the caller to write as `]]&gt;`.
pub fn the_content(text: &str, filters: &ContentFilters<'_>) -> String {
    let text = before_blocks(text, filters.context);
    let shown = if has_blocks(&text) { (filters.render_blocks)(&text) } else { text.clone() };
    after_blocks(&shown, has_blocks(&text), filters)
}

/// Has the text blocks, so that its paragraphs are made already?
pub fn has_blocks(text: &str) -> bool {
    text.contains("<!-- wp:")
}

/// The filters before blocks are shown, for a caller that shows them itself: `[embed]`, and addresses that stand alone.
pub fn before_blocks(text: &str, context: &dyn ShortcodeContext) -> String {
    let embedded = run_embed_shortcode(text, context);
    autoembed(&embedded, context).into_owned()
}

/// The filters after blocks were shown; `had_blocks` is what [`has_blocks`] said of the text before.
pub fn after_blocks(shown: &str, had_blocks: bool, filters: &ContentFilters<'_>) -> String {
    let shown = before_images(shown, had_blocks, filters);
    let loading = Loading { state: &filters.context.page().loading, place: filters.context.place() };
    let find = |id| filters.context.attachment(id);
    let shown = filter_content_tags(&shown, &find, filters.context.images(), &loading);
    with_smilies(shown.into_owned(), filters)
}

/// The filters that an excerpt is made with: no blocks, which are chosen before, and no attributes for images.
pub(super) fn the_content_for_excerpt(text: &str, filters: &ContentFilters<'_>) -> String {
    let text = before_blocks(text, filters.context);
    with_smilies(before_images(&text, false, filters), filters)
}

fn before_images(text: &str, had_blocks: bool, filters: &ContentFilters<'_>) -> String {
    let context = filters.context;
    let mut shown = wptexturize(text, CORE_SHORTCODES);
    if !had_blocks {
        shown = wpautop(&shown, true);
    }
    let mut shown = shortcode_unautop(&shown, CORE_SHORTCODES).into_owned();
    if let Some(attachment) = filters.attachment {
        shown = format!("{}\n{shown}", prepended(attachment, context));
    }
    let shown = replace_insecure_home_url(&shown, filters.home_url, filters.moved_to_https);
    let shown = capital_p_dangit(&shown);
    do_shortcode(&shown, &CoreShortcodes::new(context), false).into_owned()
}

fn with_smilies(text: String, filters: &ContentFilters<'_>) -> String {
    match filters.includes_url {
        Some(includes_url) => convert_smilies(&text, includes_url),
        None => text,
    }
}

/// WordPress's `prepend_attachment`: a player for a film or a sound, the medium image with a link to the file for all else.
fn prepended(attachment: &Attachment, context: &dyn ShortcodeContext) -> String {
    let shortcodes = CoreShortcodes::new(context);
    let mut attributes = ShortcodeAttributes::default();
    attributes.set("src", attachment.url.clone());
    if attachment.mime_type.starts_with("video/") {
        if attachment.width > 0 && attachment.height > 0 {
            attributes.set("width", attachment.width.to_string());
            attributes.set("height", attachment.height.to_string());
        }
        if let Some(poster) = context.attachment(attachment.thumbnail) {
            attributes.set("poster", poster.url.clone());
        }
        return shortcodes.render("video", attributes, None);
    }
    if attachment.mime_type.starts_with("audio/") {
        return shortcodes.render("audio", attributes, None);
    }
    let loading = Loading { state: &context.page().loading, place: crate::image_markup::Place::WithinContent };
    let own = ImageAttributes::default();
    let link = attachment_link(attachment, &"medium".into(), false, &own, context.images(), &loading);
    format!("<p class=\"attachment\">{link}</p>")
}
