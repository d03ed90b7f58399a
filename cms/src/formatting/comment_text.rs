//! A comment's text as it is shown.

use super::{
    CORE_SHORTCODES, capital_p_dangit, convert_chars, convert_smilies, force_balance_tags, make_clickable, wpautop,
    wptexturize,
};

/// The filters of WordPress's `comment_text`, in its order: links, quotes, ampersands, smilies, closed tags, paragraphs.
///
/// `home_url` is the site's home; links that leave it get `rel="nofollow ugc"`. `includes_url` is where the image of the
/// one smiley that is no emoji lies, or nothing where the site shows smilies as text.
pub fn comment_text(text: &str, home_url: &str, includes_url: Option<&str>) -> String {
    let linked = make_clickable(text, home_url, true);
    let texturized = wptexturize(&linked, CORE_SHORTCODES);
    let mut text = convert_chars(&texturized).into_owned();
    if let Some(includes_url) = includes_url {
        text = convert_smilies(&text, includes_url);
    }
    let balanced = force_balance_tags(&text);
    capital_p_dangit(&wpautop(&balanced, true)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_goes_through_all_filters() {
        assert_eq!(
            comment_text("See http://a.b/c & <b>\"it\"\n\n:)", "http://home", Some("http://home/wp-includes/")),
            "<p>See <a href=\"http://a.b/c\" rel=\"nofollow ugc\">http://a.b/c</a> &#038; <b>&#8220;it&#8221;</p>\n\
             <p>🙂</b></p>\n"
        );
    }
}
