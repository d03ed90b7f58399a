//! Cuts HTML into elements, comments and the text between them, as WordPress's `wp_html_split` does:
//! not a parser, so that what goes in comes out, character for character.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

/// A piece of HTML: an element, comment or CDATA section with its brackets, or the text between two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HtmlPiece<'a> {
    /// Text outside of any bracket; never empty.
    Text(&'a str),
    /// From `<` to the end of the element, comment or section; to the end of the input where it is not closed.
    Markup(&'a str),
}

impl<'a> HtmlPiece<'a> {
    /// The piece as it stood in the input.
    pub fn as_str(&self) -> &'a str {
        match self {
            Self::Text(text) | Self::Markup(text) => text,
        }
    }
}

/// Cuts `html` into its pieces; joined again they give the input.
pub fn html_pieces(html: &str) -> impl Iterator<Item = HtmlPiece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = match memchr(b'<', rest.as_bytes()) {
            Some(0) => {
                let (markup, after) = rest.split_at(markup_length(rest));
                (HtmlPiece::Markup(markup), after)
            }
            Some(bracket) => (HtmlPiece::Text(&rest[..bracket]), &rest[bracket..]),
            None => (HtmlPiece::Text(rest), ""),
        };
        rest = after;
        Some(piece)
    })
}

/// How long the element, comment or CDATA section is that `html` begins with.
fn markup_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return comment_length(html);
    }
    if html.starts_with("<![CDATA[") {
        return end_of(html, "]]>", "<![CDATA[".len());
    }
    memchr(b'>', html.as_bytes()).map_or(html.len(), |end| end + 1)
}

/// How long the comment is that `html` begins with. `<!-->` is a whole comment.
pub(super) fn comment_length(html: &str) -> usize {
    end_of(html, "-->", "<!".len())
}

fn end_of(html: &str, closing: &str, from: usize) -> usize {
    memmem::find(&html.as_bytes()[from..], closing.as_bytes()).map_or(html.len(), |at| from + at + closing.len())
}

/// Replaces line feeds inside of elements and comments, and nowhere else, by `placeholder`.
pub fn replace_newlines_in_tags<'a>(html: &'a str, placeholder: &str) -> Cow<'a, str> {
    if memchr2(b'<', b'\n', html.as_bytes()).is_none() {
        return Cow::Borrowed(html);
    }
    let mut replaced = String::with_capacity(html.len() + 64);
    for piece in html_pieces(html) {
        match piece {
            HtmlPiece::Markup(markup) if markup.contains('\n') => replaced.push_str(&markup.replace('\n', placeholder)),
            other => replaced.push_str(other.as_str()),
        }
    }
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(html: &str) -> Vec<&str> {
        html_pieces(html).map(|piece| piece.as_str()).collect()
    }

    #[test]
    fn a_comment_ends_at_its_arrow_even_with_a_bracket_inside() {
        assert_eq!(pieces("a<!-- > -->b"), ["a", "<!-- > -->", "b"]);
        assert_eq!(pieces("<!-->b-->"), ["<!-->", "b-->"]);
    }

    #[test]
    fn what_is_not_closed_reaches_to_the_end() {
        assert_eq!(pieces("a < b <i"), ["a ", "< b <i"]);
        assert_eq!(pieces("<!-- b <i>"), ["<!-- b <i>"]);
        assert_eq!(pieces("<![CDATA[ ]] > <b> ]]>x"), ["<![CDATA[ ]] > <b> ]]>", "x"]);
    }

    #[test]
    fn only_newlines_in_elements_are_replaced() {
        assert_eq!(replace_newlines_in_tags("a\n<b\nc>\n", "_"), "a\n<b_c>\n");
    }
}
