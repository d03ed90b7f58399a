//! A post's title as it is shown.

use std::borrow::Cow;

use super::{CORE_SHORTCODES, capital_p_dangit_title, convert_chars, esc_attr, php_trim, strip_tags, wptexturize};
use crate::languages::filled;

/// What stands around a title, from the post it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TitleOf<'a> {
    /// Nothing: everyone may read the post.
    #[default]
    Public,
    /// Words with `%s` in the title's place: `Protected: %s` of a post with a password, `Private: %s` of a private one.
    Within(&'a str),
}

/// WordPress's `get_the_title`: the prefix, then the filters of `the_title` (quotes, ampersands, blanks).
pub fn the_title(title: &str, of: TitleOf<'_>) -> String {
    let prefixed = match of {
        TitleOf::Public => Cow::Borrowed(title),
        TitleOf::Within(words) => Cow::Owned(filled(words, &[&title])),
    };
    // The name's spelling is put right at priority 11, after the others.
    let texturized = wptexturize(&prefixed, CORE_SHORTCODES);
    capital_p_dangit_title(php_trim(&convert_chars(&texturized))).into_owned()
}

/// WordPress's `the_title_attribute`: a shown title for an HTML attribute.
pub fn the_title_attribute(shown_title: &str) -> String {
    esc_attr(&strip_tags(shown_title)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_texturized_and_prefixed() {
        assert_eq!(the_title(" \"A\" & it's ", TitleOf::Public), "&#8220;A&#8221; &#038; it&#8217;s");
        assert_eq!(the_title("A", TitleOf::Within("Protected: %s")), "Protected: A");
        assert_eq!(the_title("%s", TitleOf::Within("%s (privat)")), "%s (privat)");
    }

    #[test]
    fn an_attribute_has_no_tags() {
        assert_eq!(the_title_attribute("<em>a</em> \"b\""), "a &quot;b&quot;");
    }
}
