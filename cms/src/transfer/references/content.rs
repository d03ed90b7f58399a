//! Numbers in a post's content: block attributes, the classes of images, and shortcodes.

use super::blocks::renumber_attributes;
use super::identifiers::{NewIdentifiers, Numbering};
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

static BLOCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"<!--\s+wp:([a-z0-9/_-]+)\s+(\{.*?\})\s+(/?-->)"));
static IMAGE_MARK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\b(wp-image-|attachment_|attachment wp-att-|wp-att-|data-id=["'])(\d+)\b"#));
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[(?:gallery|playlist)\b[^\]]*\]"));
static SHORTCODE_IDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\b((?:ids|include|exclude|id)\s*=\s*["']?)([\d,\s]+)"#));

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test uses each of them")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// The content with every number that names a renumbered post or term put right: `{"id":5}` and its kin in block
/// markup, `wp-image-5`, `attachment_5` and `data-id="5"` in HTML, and the lists of gallery and playlist shortcodes.
pub fn renumber_content<'a>(content: &'a str, identifiers: &NewIdentifiers) -> Cow<'a, str> {
    if identifiers.is_empty() {
        return Cow::Borrowed(content);
    }
    renumber_by(content, identifiers)
}

/// The same by whoever knows the numbers.
pub fn renumber_by<'a>(content: &'a str, identifiers: &dyn Numbering) -> Cow<'a, str> {
    let blocks = BLOCK.replace_all(content, |found: &Captures<'_>| block(found, identifiers));
    let images = IMAGE_MARK
        .replace_all(&blocks, |found: &Captures<'_>| format!("{}{}", &found[1], renumber_list(&found[2], identifiers)));
    let shortcodes = SHORTCODE.replace_all(&images, |found: &Captures<'_>| shortcode(&found[0], identifiers));
    Cow::Owned(shortcodes.into_owned())
}

fn block(found: &Captures<'_>, identifiers: &dyn Numbering) -> String {
    match renumber_attributes(&found[1], &found[2], identifiers) {
        Some(attributes) => format!("<!-- wp:{} {attributes} {}", &found[1], &found[3]),
        None => found[0].to_owned(),
    }
}

fn shortcode(text: &str, identifiers: &dyn Numbering) -> String {
    SHORTCODE_IDS
        .replace_all(text, |found: &Captures<'_>| format!("{}{}", &found[1], renumber_list(&found[2], identifiers)))
        .into_owned()
}

/// Each number of a list that may have commas and blanks between them.
fn renumber_list(list: &str, identifiers: &dyn Numbering) -> String {
    let one = |part: &str| match part.trim().parse() {
        Ok(id) => part.replace(part.trim(), &identifiers.post(id).to_string()),
        Err(_) => part.to_owned(),
    };
    list.split(',').map(one).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renumbered(content: &str) -> String {
        let mut identifiers = NewIdentifiers::default();
        identifiers.note_post(5, 1005);
        identifiers.note_post(6, 1006);
        identifiers.note_term(5, 905);
        renumber_content(content, &identifiers).into_owned()
    }

    #[test]
    fn an_image_block_is_renumbered_in_its_attributes_and_its_class() {
        assert_eq!(
            renumbered(r#"<!-- wp:image {"id":5,"sizeSlug":"large"} --><img class="wp-image-5"/><!-- /wp:image -->"#),
            r#"<!-- wp:image {"id":1005,"sizeSlug":"large"} --><img class="wp-image-1005"/><!-- /wp:image -->"#
        );
    }

    #[test]
    fn synced_patterns_galleries_and_media_are_renumbered() {
        assert_eq!(renumbered(r#"<!-- wp:block {"ref":6} /-->"#), r#"<!-- wp:block {"ref":1006} /-->"#);
        assert_eq!(
            renumbered(r#"<!-- wp:gallery {"ids":[5,7,6]} -->"#),
            r#"<!-- wp:gallery {"ids":[1005,7,1006]} -->"#
        );
        assert_eq!(
            renumbered(r#"<!-- wp:media-text {"mediaId":5,"mediaType":"image"} -->"#),
            r#"<!-- wp:media-text {"mediaId":1005,"mediaType":"image"} -->"#
        );
    }

    #[test]
    fn a_link_to_a_term_follows_the_term_and_not_the_post() {
        assert_eq!(
            renumbered(r#"<!-- wp:navigation-link {"id":5,"kind":"taxonomy"} /-->"#),
            r#"<!-- wp:navigation-link {"id":905,"kind":"taxonomy"} /-->"#
        );
        assert_eq!(
            renumbered(r#"<!-- wp:latest-posts {"categories":[{"id":5,"value":"A"}]} /-->"#),
            r#"<!-- wp:latest-posts {"categories":[{"id":905,"value":"A"}]} /-->"#
        );
        assert_eq!(
            renumbered(
                r#"<!-- wp:query {"queryId":5,"query":{"perPage":5,"exclude":[6],"taxQuery":{"category":[5]}}} -->"#
            ),
            r#"<!-- wp:query {"queryId":5,"query":{"perPage":5,"exclude":[1006],"taxQuery":{"category":[905]}}} -->"#
        );
    }

    #[test]
    fn shortcodes_are_renumbered() {
        assert_eq!(renumbered(r#"[gallery ids="5, 6,7" columns="5"]"#), r#"[gallery ids="1005, 1006,7" columns="5"]"#);
        assert_eq!(renumbered("[playlist include='6' id=5]"), "[playlist include='1006' id=1005]");
        assert_eq!(
            renumbered(r#"[caption id="attachment_5" width="5"]5[/caption]"#),
            r#"[caption id="attachment_1005" width="5"]5[/caption]"#
        );
    }

    #[test]
    fn numbers_that_name_nothing_stay() {
        let content =
            r#"<p>5 of 6</p><!-- wp:spacer {"height":"5px"} --><!-- wp:plugin/thing {"id":5} /-->[contact id="5"]"#;
        assert_eq!(renumbered(content), content);
    }

    #[test]
    fn attributes_are_written_as_the_block_editor_writes_them() {
        assert_eq!(
            renumbered(
                r#"<!-- wp:image {"id":5,"alt":"a \u002d\u002d \u003cb\u003e \u0026 \u0022c\u0022 é / \\"} -->"#
            ),
            r#"<!-- wp:image {"id":1005,"alt":"a \u002d\u002d \u003cb\u003e \u0026 \u0022c\u0022 é / \u005c"} -->"#
        );
    }
}
