//! Short forms of a text: by words, and by characters.

use super::{php_trim, strip_all_tags};

fn is_blank(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | ' ')
}

/// WordPress's `wp_trim_words`: the first `count` words of the text without its tags, then `more` if there were others.
pub fn trim_words(text: &str, count: usize, more: &str) -> String {
    let text = strip_all_tags(text, false);
    let mut words = text.split(is_blank).filter(|word| !word.is_empty());
    let mut trimmed = words.by_ref().take(count).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        trimmed.push_str(more);
    }
    trimmed
}

/// WordPress's `wp_html_excerpt`: the first `count` characters of the text without its tags, then `more` if there were others.
pub fn html_excerpt(text: &str, count: usize, more: &str) -> String {
    let text = strip_all_tags(text, true);
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let excerpt = without_cut_entity(&text[..end]);
    if excerpt == text {
        return text;
    }
    format!("{}{more}", php_trim(excerpt))
}

/// Takes off an entity at the end that has lost its semicolon: from the first `&` of the last seven bytes that nothing ends.
fn without_cut_entity(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| matches!(byte, b';' | 0x0B) || byte.is_ascii_whitespace();
    let tail = bytes.len().saturating_sub(7);
    let open = tail + bytes[tail..].iter().rposition(is_end).map_or(0, |at| at + 1);
    match bytes[open..].iter().position(|byte| *byte == b'&') {
        Some(at) => &text[..open + at],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_without_tags() {
        assert_eq!(trim_words("<p>one two</p>\n<p>three</p>", 2, "&hellip;"), "one two&hellip;");
        assert_eq!(trim_words("one\u{a0}two  three", 2, "&hellip;"), "one\u{a0}two three");
    }

    #[test]
    fn an_excerpt_does_not_cut_an_entity() {
        assert_eq!(html_excerpt("ab &amp; cd", 6, "…"), "ab…");
        assert_eq!(html_excerpt("<b>äöü</b>", 3, "…"), "äöü");
    }
}
