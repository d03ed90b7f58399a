//! Brackets that open nothing.

use memchr::memchr3;

use crate::formatting::esc_html;

/// WordPress's `wp_pre_kses_less_than`: escapes each `<` with what follows it, if no `>` comes before the next `<`.
pub(crate) fn escape_unclosed_tags(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        escaped.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = memchr3(b'<', b'>', b'>', &tag.as_bytes()[1..]).map(|end| end + 1);
        let length = match end {
            Some(end) if tag.as_bytes()[end] == b'>' => end + 1,
            Some(end) => end,
            None => tag.len(),
        };
        let (tag, after) = tag.split_at(length);
        if tag.ends_with('>') {
            escaped.push_str(tag)
        } else {
            escaped.push_str(&esc_html(tag))
        }
        rest = after;
    }
    escaped.push_str(rest);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_closed_is_escaped() {
        assert_eq!(escape_unclosed_tags("1 < 2 <b>c</b> <i"), "1 &lt; 2 <b>c</b> &lt;i");
        assert_eq!(escape_unclosed_tags("<a <b>"), "&lt;a <b>");
    }
}
