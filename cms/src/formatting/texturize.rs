//! Typographic quotes, dashes and signs: WordPress's `wptexturize`.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr2;
use regex::Regex;

use super::dashes::texturize_dashes;
use super::encode_bare_ampersands;
use super::html_pieces::comment_length;
use super::quotes::{texturize_double_quotes, texturize_single_quotes};

/// Elements whose text stays as it is.
const UNTOUCHED_ELEMENTS: [&str; 6] = ["pre", "code", "kbd", "style", "script", "tt"];

/// Shortcodes whose text stays as it is.
const UNTOUCHED_SHORTCODES: [&str; 1] = ["code"];

/// Replaced wherever they stand, one after the other.
const PLAIN_REPLACEMENTS: [(&str, &str); 4] =
    [("...", "&#8230;"), ("``", "&#8220;"), ("''", "&#8221;"), (" (tm)", " &#8482;")];

/// Words that begin with an apostrophe, not with an opening quote.
const APOSTROPHE_WORDS: [(&str, &str); 11] = [
    ("'tain't", "&#8217;tain&#8217;t"),
    ("'twere", "&#8217;twere"),
    ("'twas", "&#8217;twas"),
    ("'tis", "&#8217;tis"),
    ("'twill", "&#8217;twill"),
    ("'til", "&#8217;til"),
    ("'bout", "&#8217;bout"),
    ("'nuff", "&#8217;nuff"),
    ("'round", "&#8217;round"),
    ("'cause", "&#8217;cause"),
    ("'em", "&#8217;em"),
];

/// WordPress's `wptexturize`: typographic quotes, apostrophes, primes, dashes, ellipses and the multiplication sign in the
/// text between elements and `shortcodes` (the names that the site knows).
pub fn wptexturize(text: &str, shortcodes: &[&str]) -> String {
    let mut texturized = String::with_capacity(text.len() + text.len() / 8);
    let mut open_elements = Vec::new();
    let mut open_shortcodes = Vec::new();
    let pieces = Pieces { rest: text, shortcodes };
    for piece in pieces {
        match piece {
            Piece::Comment(comment) => texturized.push_str(comment),
            Piece::Element(element) => {
                let element = encode_bare_ampersands(element);
                note_opening_or_closing(&element, &mut open_elements, &UNTOUCHED_ELEMENTS);
                texturized.push_str(&element);
            }
            Piece::Shortcode(shortcode) => {
                if !shortcode.starts_with("[[") && !shortcode.ends_with("]]") {
                    note_opening_or_closing(shortcode, &mut open_shortcodes, &UNTOUCHED_SHORTCODES);
                }
                texturized.push_str(shortcode);
            }
            Piece::Text(words) if open_elements.is_empty() && open_shortcodes.is_empty() => {
                texturized.push_str(&texturize_words(words));
            }
            Piece::Text(words) => texturized.push_str(words),
        }
    }
    texturized
}

fn texturize_words(words: &str) -> Cow<'_, str> {
    if !words.bytes().any(|byte| matches!(byte, b'.' | b'`' | b'\'' | b'"' | b'-' | b'x' | b'&' | b'(')) {
        return Cow::Borrowed(words);
    }
    let mut words = Cow::Borrowed(words);
    replace_each(&mut words, &PLAIN_REPLACEMENTS);
    if words.contains('\'') {
        replace_each(&mut words, &APOSTROPHE_WORDS);
    }
    if words.contains('\'') {
        words = Cow::Owned(texturize_single_quotes(&words));
    }
    if words.contains('"') {
        words = Cow::Owned(texturize_double_quotes(&words));
    }
    if words.contains('-') {
        words = Cow::Owned(texturize_dashes(&words));
    }
    if words.contains('x') {
        static TIMES: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(0[0-9.,]+|[1-9][0-9.,]*)x([0-9][0-9.,]*)(?-u:\b)").expect("a constant pattern")
        });
        if let Cow::Owned(multiplied) = TIMES.replace_all(&words, "${1}&#215;${2}") {
            words = Cow::Owned(multiplied);
        }
    }
    match encode_bare_ampersands(&words) {
        Cow::Owned(encoded) => Cow::Owned(encoded),
        Cow::Borrowed(_) => words,
    }
}

fn replace_each(words: &mut Cow<'_, str>, replacements: &[(&str, &str)]) {
    for (searched, replacement) in replacements {
        if words.contains(searched) {
            *words = Cow::Owned(words.replace(searched, replacement));
        }
    }
}

/// Keeps the stack of open untouched elements, or shortcodes.
///
/// The name ends at the first space as in WordPress, so that `<pre\nclass="a b">` is not seen.
fn note_opening_or_closing(tag: &str, open: &mut Vec<&'static str>, untouched: &[&'static str]) {
    let closing = matches!(tag.as_bytes().get(1), Some(b'/') | None);
    if closing && open.is_empty() {
        return;
    }
    let start = if closing { 2 } else { 1 };
    let end = tag.find(' ').unwrap_or(tag.len().saturating_sub(1));
    let name = tag.get(start..end).unwrap_or_default();
    let Some(name) = untouched.iter().find(|known| **known == name) else { return };
    if !closing {
        open.push(name);
    } else if open.last() == Some(name) {
        open.pop();
    }
}

enum Piece<'a> {
    Comment(&'a str),
    Element(&'a str),
    Shortcode(&'a str),
    Text(&'a str),
}

struct Pieces<'a> {
    rest: &'a str,
    shortcodes: &'a [&'a str],
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let mut from = 0;
        while let Some(at) = memchr2(b'<', b'[', &self.rest.as_bytes()[from..]).map(|at| from + at) {
            if let Some(length) = self.delimiter_length(at) {
                return Some(if at == 0 { self.take_delimiter(length) } else { Piece::Text(self.take(at)) });
            }
            from = at + 1;
        }
        (!self.rest.is_empty()).then(|| Piece::Text(self.take(self.rest.len())))
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn take_delimiter(&mut self, length: usize) -> Piece<'a> {
        let delimiter = self.take(length);
        match delimiter.as_bytes()[0] {
            b'[' => Piece::Shortcode(delimiter),
            _ if delimiter.starts_with("<!--") => Piece::Comment(delimiter),
            _ => Piece::Element(delimiter),
        }
    }

    fn delimiter_length(&self, at: usize) -> Option<usize> {
        let rest = &self.rest[at..];
        if rest.starts_with('[') {
            return shortcode_length(rest, self.shortcodes);
        }
        if rest.starts_with("<!--") {
            return Some(comment_length(rest));
        }
        Some(rest.find('>').map_or(rest.len(), |end| end + 1))
    }
}

/// The length of the opening, closing or escaped tag of a known shortcode that `text` begins with.
fn shortcode_length(text: &str, shortcodes: &[&str]) -> Option<usize> {
    let bytes = text.as_bytes();
    let name_at = if matches!(bytes.get(1), Some(b'/' | b'[')) { 2 } else { 1 };
    let name_length = shortcodes.iter().find_map(|name| {
        let after = bytes.get(name_at + name.len())?;
        let ends = after.is_ascii_whitespace() || matches!(after, b']' | b'/' | 0x0B);
        (ends && text[name_at..].starts_with(name)).then_some(name.len())
    })?;
    let mut at = name_at + name_length;
    loop {
        at += bytes[at..].iter().position(|byte| matches!(byte, b'[' | b']' | b'<' | b'>'))?;
        match bytes[at] {
            b']' => return Some(at + 1 + usize::from(bytes.get(at + 1) == Some(&b']'))),
            b'<' => {
                let end = bytes[at + 1..].iter().position(|byte| matches!(byte, b'[' | b']' | b'>'))?;
                if bytes[at + 1 + end] != b'>' {
                    return None;
                }
                at += end + 2;
            }
            _ => return None,
        }
    }
}

/// WordPress's `capital_P_dangit` for texts: the spelling of WordPress's own name.
pub fn capital_p_dangit(text: &str) -> Cow<'_, str> {
    const BEFORE: [&str; 5] = [" ", "&#8216;", "&#8220;", ">", "("];
    if !text.contains("Wordpress") {
        return Cow::Borrowed(text);
    }
    let mut spelled = text.to_owned();
    for before in BEFORE {
        spelled = spelled.replace(&format!("{before}Wordpress"), &format!("{before}WordPress"));
    }
    Cow::Owned(spelled)
}

/// WordPress's `capital_P_dangit` for titles, which asks for nothing before the name.
pub fn capital_p_dangit_title(title: &str) -> Cow<'_, str> {
    if title.contains("Wordpress") { Cow::Owned(title.replace("Wordpress", "WordPress")) } else { Cow::Borrowed(title) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texturized(text: &str) -> String {
        wptexturize(text, &["gallery", "code"])
    }

    #[test]
    fn signs_are_replaced() {
        assert_eq!(texturized("a... b (tm) 3x4 0x9 & c"), "a&#8230; b &#8482; 3&#215;4 0x9 &#038; c");
    }

    #[test]
    fn words_that_begin_with_an_apostrophe_are_known() {
        assert_eq!(texturized("'tis 'twas"), "&#8217;tis &#8217;twas");
    }

    #[test]
    fn code_and_attributes_stay() {
        assert_eq!(texturized("<pre>\"a\"</pre> \"b\""), "<pre>\"a\"</pre> &#8220;b&#8221;");
        assert_eq!(texturized("<a title=\"a -- b\" href=\"?a&b\">"), "<a title=\"a -- b\" href=\"?a&#038;b\">");
        assert_eq!(texturized("<!-- \"a\" -->"), "<!-- \"a\" -->");
    }

    #[test]
    fn known_shortcodes_stay_and_unknown_ones_are_text() {
        assert_eq!(texturized("[gallery ids=\"1\"]"), "[gallery ids=\"1\"]");
        assert_eq!(texturized("[other ids=\"1\"]"), "[other ids=&#8221;1&#8243;]");
        assert_eq!(texturized("[code]\"a\"[/code]"), "[code]\"a\"[/code]");
        assert_eq!(texturized("[[gallery a=\"1\"]]"), "[[gallery a=\"1\"]]");
    }

    #[test]
    fn the_name_is_spelled_right() {
        assert_eq!(capital_p_dangit("a Wordpress (Wordpress) xWordpress"), "a WordPress (WordPress) xWordpress");
    }
}
