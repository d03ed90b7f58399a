//! The short form of a text.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::more::{More, the_content_part};
use super::pipeline::{ContentFilters, the_content_for_excerpt};
use crate::formatting::{
    CORE_SHORTCODES, convert_chars, convert_smilies, replace_insecure_home_url, shortcode_unautop, trim_words, wpautop,
    wptexturize,
};
use crate::image_markup::{Loading, filter_content_tags};
use crate::shortcodes::strip_shortcodes;

/// How many words an excerpt has.
pub const EXCERPT_LENGTH: usize = 55;

/// What stands at the end of an excerpt that was cut.
pub const EXCERPT_MORE: &str = " [&hellip;]";

/// WordPress's `wp_trim_excerpt` for a post without an excerpt of its own: the first `length` words of its text.
///
/// `render_blocks` is WordPress's `excerpt_remove_blocks`: it shows the blocks that may stand in an excerpt, and is called
/// only for a text that has some.
pub fn generated_excerpt(
    content: &str,
    post_id: i64,
    filters: &ContentFilters<'_>,
    render_blocks: &dyn Fn(&str) -> String,
    length: usize,
    more: &str,
) -> String {
    let teaser = the_content_part(content, 1, post_id, More::TeaserWithoutLink);
    let text = strip_shortcodes(&teaser, CORE_SHORTCODES);
    let text = if text.contains("<!-- wp:") { Cow::Owned(render_blocks(&text)) } else { text };
    let shown = the_content_for_excerpt(&remove_footnotes(&text), filters);
    trim_words(&shown.replace("]]>", "]]&gt;"), length, more)
}

/// WordPress's `excerpt_remove_footnotes`: takes out the numbers of footnotes.
pub fn remove_footnotes(text: &str) -> Cow<'_, str> {
    static FOOTNOTE: LazyLock<Regex> = LazyLock::new(|| {
        let blank = r"[\t\n\x0B\x0C\r ]*";
        let pattern = format!(
            r##"<sup data-fn="[^"]+" class="[^"]+">{blank}<a href="[^"]+" id="[^"]+">[0-9]+</a>{blank}</sup>"##
        );
        Regex::new(&pattern).expect("a constant pattern")
    });
    if text.contains("data-fn=") { FOOTNOTE.replace_all(text, "") } else { Cow::Borrowed(text) }
}

/// WordPress's filters of `the_excerpt`, over an excerpt that somebody wrote or that was made.
pub fn the_excerpt(excerpt: &str, filters: &ContentFilters<'_>) -> String {
    let mut shown = wptexturize(excerpt, CORE_SHORTCODES);
    if let Some(includes_url) = filters.includes_url {
        shown = convert_smilies(&shown, includes_url);
    }
    let shown = wpautop(&convert_chars(&shown), true);
    let shown = shortcode_unautop(&shown, CORE_SHORTCODES);
    let shown = replace_insecure_home_url(&shown, filters.home_url, filters.moved_to_https);
    let context = filters.context;
    let loading = Loading { state: &context.page().loading, place: context.place() };
    filter_content_tags(&shown, &|id| context.attachment(id), context.images(), &loading).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_leave_no_number() {
        let text = "a<sup data-fn=\"1\" class=\"fn\"><a href=\"#1\" id=\"1-link\">1</a></sup>b";
        assert_eq!(remove_footnotes(text), "ab");
    }
}
