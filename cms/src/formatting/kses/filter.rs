//! The filter itself: cuts a text into tags and comments, and lets pass what may.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::{memchr, memchr2};
use regex::Regex;

use super::AllowedHtml;
use super::attributes::filter_tag;
use super::block_attributes::filter_block_attributes;
use super::unclosed::escape_unclosed_tags;
use crate::formatting::{esc_html, normalize_entities};

/// A comment's text is filtered again until nothing changes; what has not settled by then is only text.
const MOST_ROUNDS: usize = 10;

/// How deep comments, and the strings in block attributes, may lead back here.
const DEEPEST: usize = 6;

/// WordPress's `wp_kses_post`: what an author without the right to write any HTML may write.
pub fn wp_kses_post(text: &str) -> String {
    wp_kses(text, AllowedHtml::Post)
}

/// WordPress's `wp_kses_data`: what may stand in a title or a visitor's comment.
pub fn wp_kses_data(text: &str) -> String {
    wp_kses(text, AllowedHtml::Data)
}

/// WordPress's `wp_kses`: takes out elements, attributes and addresses that `allowed` does not name.
pub fn wp_kses(text: &str, allowed: AllowedHtml) -> String {
    filter(text, allowed, 0)
}

/// [`wp_kses`] at a depth of its own calls.
pub(super) fn filter(text: &str, allowed: AllowedHtml, depth: usize) -> String {
    if depth > DEEPEST {
        return esc_html(text).into_owned();
    }
    let text = without_controls(text);
    if !text.contains(['<', '>', '&']) {
        return text.into_owned();
    }
    let text = normalize_entities(&text);
    let text = escape_unclosed_tags(&text);
    let text = filter_block_attributes(&text, &|value| filter(value, allowed, depth + 1), allowed);
    filter_tokens(&text, allowed, depth)
}

/// Takes out control characters; tabs and line ends stay.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    let is_control = |character: char| matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F');
    if text.contains(is_control) { Cow::Owned(text.replace(is_control, "")) } else { Cow::Borrowed(text) }
}

fn filter_tokens(text: &str, allowed: AllowedHtml, depth: usize) -> String {
    let bytes = text.as_bytes();
    let mut filtered = String::with_capacity(text.len());
    let mut lines = Lines { bytes, next: None };
    let mut copied = 0;
    while let Some(at) = memchr2(b'<', b'>', &bytes[copied..]).map(|at| copied + at) {
        filtered.push_str(&text[copied..at]);
        copied = at + token_length(bytes, at, &mut lines);
        filtered.push_str(&filter_token(&text[at..copied], allowed, depth));
    }
    filtered.push_str(&text[copied..]);
    filtered
}

/// The length of the tag, comment or lone `>` that stands at `at`.
fn token_length(bytes: &[u8], at: usize, lines: &mut Lines<'_>) -> usize {
    let token = &bytes[at..];
    if token[0] == b'>' {
        return 1;
    }
    if token.starts_with(b"<!--") {
        // A comment is told by its arrow on the same line only; elsewhere it ends like a tag.
        let (end, is_arrow) = lines.arrow_or_end_after(at + "<!--".len());
        if is_arrow {
            return end + "-->".len() - at;
        }
        if end + 1 >= bytes.len() {
            return end - at;
        }
    }
    memchr(b'>', token).map_or(token.len(), |end| end + 1)
}

/// Where comments and lines end; each stretch of text is looked through once.
struct Lines<'a> {
    bytes: &'a [u8],
    /// The end found last: its place, and whether it is an arrow.
    next: Option<(usize, bool)>,
}

impl Lines<'_> {
    /// The first `-->`, line feed or end of the text at or after `from`; is it an arrow?
    fn arrow_or_end_after(&mut self, from: usize) -> (usize, bool) {
        if let Some(known) = self.next.filter(|(at, _)| *at >= from) {
            return known;
        }
        let mut at = from;
        let found = loop {
            match memchr2(b'\n', b'>', &self.bytes[at..]).map(|found| at + found) {
                None => break (self.bytes.len(), false),
                Some(end) if self.bytes[end] == b'\n' => break (end, false),
                Some(end) if end >= from + 2 && self.bytes[..end].ends_with(b"--") => break (end - 2, true),
                Some(end) => at = end + 1,
            }
        };
        self.next = Some(found);
        found
    }
}

fn filter_token(token: &str, allowed: AllowedHtml, depth: usize) -> String {
    let token = token.replace("\\\"", "\"");
    if token.starts_with('>') {
        return "&gt;".to_owned();
    }
    if is_bogus_comment(&token) {
        let inside = settled(&token[2..token.len() - 1], allowed, depth);
        return format!("{}{inside}>", &token[..2]);
    }
    if token.starts_with("<!--") {
        return filter_comment(&token, allowed, depth);
    }
    filter_element(&token, allowed)
}

/// `</ … >` that closes nothing, and `<!doctype … >` in lower case: a browser takes them for comments.
fn is_bogus_comment(token: &str) -> bool {
    let bytes = token.as_bytes();
    let closed_once = memchr(b'>', bytes) == Some(bytes.len() - 1);
    match bytes {
        [b'<', b'/', first, _, ..] => closed_once && !first.is_ascii_alphabetic() && *first != b'>',
        [b'<', b'!', first, _, ..] => closed_once && first.is_ascii_lowercase(),
        _ => false,
    }
}

fn filter_comment(token: &str, allowed: AllowedHtml, depth: usize) -> String {
    let inside = settled(&token.replace("<!--", "").replace("-->", ""), allowed, depth);
    if inside.is_empty() {
        return inside;
    }
    let mut comment = String::with_capacity(inside.len() + 7);
    comment.push_str("<!--");
    for character in inside.chars() {
        if character != '-' || comment == "<!--" || !comment.ends_with('-') {
            comment.push(character);
        }
    }
    if comment.len() > "<!--".len() && comment.ends_with('-') {
        comment.pop();
    }
    comment.push_str("-->");
    comment
}

/// Filters until nothing changes any more.
fn settled(text: &str, allowed: AllowedHtml, depth: usize) -> String {
    let mut text = text.to_owned();
    for _ in 0..MOST_ROUNDS {
        let filtered = filter(&text, allowed, depth + 1);
        if filtered == text {
            return text;
        }
        text = filtered;
    }
    esc_html(&text).into_owned()
}

fn filter_element(token: &str, allowed: AllowedHtml) -> String {
    static ELEMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^<[\t\n\x0B\x0C\r ]*(/[\t\n\x0B\x0C\r ]*)?([a-zA-Z0-9-]+)([^>]*)>?$").expect("a constant pattern")
    });
    let Some(parts) = ELEMENT.captures(token) else { return String::new() };
    let element = &parts[2];
    let Some(attributes) = allowed.attributes_of(&element.to_ascii_lowercase()) else { return String::new() };
    if parts.get(1).is_some() {
        return format!("</{element}>");
    }
    filter_tag(element, &parts[3], attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_its_tags_and_keeps_its_text() {
        assert_eq!(wp_kses_post("a<script>alert(1)</script>b"), "aalert(1)b");
        assert_eq!(wp_kses_post("<SCRIPT SRC=//x.y></SCRIPT>"), "");
    }

    #[test]
    fn allowed_elements_stay_as_they_were_written() {
        let html = "<p class=\"a\">b <EM>c</EM><br /></p>";
        assert_eq!(wp_kses_post(html), html);
    }

    #[test]
    fn block_comments_stay() {
        let html = "<!-- wp:paragraph {\"align\":\"center\"} -->\n<p>a</p>\n<!-- /wp:paragraph -->";
        assert_eq!(wp_kses_post(html), html);
    }

    #[test]
    fn comments_hide_nothing() {
        assert_eq!(wp_kses_post("<!-- a -- b --->"), "<!-- a - b -->");
        let hidden = wp_kses_post("<!--><script>alert(1)</script>-->");
        assert!(!hidden.contains("<script"), "{hidden}");
        assert_eq!(wp_kses_post("<!---->"), "");
    }

    #[test]
    fn nested_and_broken_tags_leave_no_tag() {
        for text in [
            "<scr<script>ipt>alert(1)</script>",
            "<<script>alert(1)//<</script>",
            "<script\0>alert(1)</script>",
            "<script",
            "</script><svg/onload=alert(1)>",
            "<math><mtext><script>x</script></mtext></math>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
        ] {
            let filtered = wp_kses_post(text).to_ascii_lowercase();
            assert!(
                !filtered.contains("<script") && !filtered.contains("<svg") && !filtered.contains("onerror"),
                "{text} → {filtered}"
            );
        }
    }

    #[test]
    fn brackets_without_a_tag_are_text() {
        assert_eq!(wp_kses_post("1 < 2 > 0"), "1 < 2 > 0".replace("< 2 >", ""));
        assert_eq!(wp_kses_post("a > b < c"), "a &gt; b &lt; c");
    }

    #[test]
    fn entities_are_put_right() {
        assert_eq!(wp_kses_data("a & b &nope; &lt; &#0;"), "a &amp; b &amp;nope; &lt; &amp;#0;");
    }
}
