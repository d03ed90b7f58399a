//! Single and double quotation marks: the passes of `wptexturize` that tell an opening one from a closing one, an
//! apostrophe and a prime.

use memchr::memchr_iter;

use super::primes::{Marks, texturize_primes};
use super::spaces::{space_before, space_length};

const APOSTROPHE: &str = "&#8217;";
const CLOSING_SINGLE: &str = "&#8217;";
const CLOSING_DOUBLE: &str = "&#8221;";

// What was found waits behind these, so that a later pass does not take it for something else.
const APOSTROPHE_FLAG: &str = "<!--apos-->";
const OPENING_SINGLE_FLAG: &str = "<!--osq-->";
const OPENING_DOUBLE_FLAG: &str = "<!--oq-->";

const SINGLE_MARKS: Marks =
    Marks { quote: '\'', prime: "&#8242;", opening: OPENING_SINGLE_FLAG, closing: CLOSING_SINGLE };
const DOUBLE_MARKS: Marks =
    Marks { quote: '"', prime: "&#8243;", opening: OPENING_DOUBLE_FLAG, closing: CLOSING_DOUBLE };

/// What a pass found at a quotation mark: how long it is, and what stands there instead.
type Found = Option<(usize, String)>;

/// Every `'` in a piece of text.
pub(super) fn texturize_single_quotes(text: &str) -> String {
    let passes: [fn(&[u8], usize) -> Found; 6] =
        [quoted_year, year_before_double_quote, abbreviated_year, quoted_number, opening_single, apostrophe_in_word];
    let mut text = text.to_owned();
    for pass in passes {
        text = at_each(&text, b'\'', pass);
    }
    texturize_primes(&text, &SINGLE_MARKS).replace(APOSTROPHE_FLAG, APOSTROPHE).replace(OPENING_SINGLE_FLAG, "&#8216;")
}

/// Every `"` in a piece of text.
pub(super) fn texturize_double_quotes(text: &str) -> String {
    let text = at_each(text, b'"', quoted_double_number);
    let text = at_each(&text, b'"', opening_double);
    texturize_primes(&text, &DOUBLE_MARKS).replace(OPENING_DOUBLE_FLAG, "&#8220;")
}

/// One pass: replaces what `find` sees at each `quote`, from left to right.
fn at_each(text: &str, quote: u8, find: impl Fn(&[u8], usize) -> Found) -> String {
    let bytes = text.as_bytes();
    let mut replaced = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    for at in memchr_iter(quote, bytes) {
        if at < copied {
            continue;
        }
        if let Some((length, replacement)) = find(bytes, at) {
            replaced.push_str(&text[copied..at]);
            replaced.push_str(&replacement);
            copied = at + length;
        }
    }
    replaced.push_str(&text[copied..]);
    replaced
}

fn starts_with(bytes: &[u8], at: usize, expected: &[u8]) -> bool {
    bytes[at.min(bytes.len())..].starts_with(expected)
}

/// Does a quotation end before `at`: at the end, before punctuation, a bracket or a space?
pub(super) fn quotation_ends(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        None => true,
        Some(b'.' | b',' | b':' | b';' | b'!' | b'?' | b')' | b'}' | b'-' | b']') => true,
        Some(_) => starts_with(bytes, at, b"&gt;") || space_length(bytes, at).is_some(),
    }
}

fn two_digits(bytes: &[u8], at: usize) -> Option<&str> {
    let digits = bytes.get(at..at + 2)?;
    if digits.iter().all(u8::is_ascii_digit) { std::str::from_utf8(digits).ok() } else { None }
}

/// `'99'` at the end of a quotation: an abbreviated year, and the closing quote.
fn quoted_year(bytes: &[u8], at: usize) -> Found {
    let year = two_digits(bytes, at + 1)?;
    let closes = bytes.get(at + 3) == Some(&b'\'') && quotation_ends(bytes, at + 4);
    closes.then(|| (4, format!("{APOSTROPHE_FLAG}{year}{CLOSING_SINGLE}")))
}

/// `'99"` at the end of a quotation.
fn year_before_double_quote(bytes: &[u8], at: usize) -> Found {
    let year = two_digits(bytes, at + 1)?;
    let closes = bytes.get(at + 3) == Some(&b'"') && quotation_ends(bytes, at + 4);
    closes.then(|| (4, format!("{APOSTROPHE_FLAG}{year}{CLOSING_DOUBLE}")))
}

/// `'99`, `'99s`, `'99's`; never `'9`, `'99%`, `'999` or `'99.0`.
fn abbreviated_year(bytes: &[u8], at: usize) -> Found {
    two_digits(bytes, at + 1)?;
    let goes_on = match bytes.get(at + 3) {
        Some(b'%') => true,
        Some(b'.' | b',') => bytes.get(at + 4).is_some_and(u8::is_ascii_digit),
        Some(byte) => byte.is_ascii_digit(),
        None => false,
    };
    (!goes_on).then(|| (1, APOSTROPHE_FLAG.to_owned()))
}

/// The digits, points and commas from `at`, if a digit begins them.
fn number(bytes: &[u8], at: usize) -> Option<&str> {
    bytes.get(at).filter(|byte| byte.is_ascii_digit())?;
    let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    std::str::from_utf8(&bytes[at..at + length]).ok()
}

/// `'0.42'` after a space.
fn quoted_number(bytes: &[u8], at: usize) -> Found {
    quoted_number_in(bytes, at, b'\'', OPENING_SINGLE_FLAG, CLOSING_SINGLE)
}

/// `"0.42"` after a space.
fn quoted_double_number(bytes: &[u8], at: usize) -> Found {
    quoted_number_in(bytes, at, b'"', OPENING_DOUBLE_FLAG, CLOSING_DOUBLE)
}

fn quoted_number_in(bytes: &[u8], at: usize, quote: u8, opening: &str, closing: &str) -> Found {
    if at > 0 && !space_before(bytes, at) {
        return None;
    }
    let number = number(bytes, at + 1)?;
    let closes = bytes.get(at + 1 + number.len()) == Some(&quote);
    closes.then(|| (number.len() + 2, format!("{opening}{number}{closing}")))
}

/// A single quote at the start, or after a bracket, a double quote, a hyphen or a space.
fn opening_single(bytes: &[u8], at: usize) -> Found {
    let opens = at == 0
        || matches!(bytes[at - 1], b'(' | b'[' | b'{' | b'"' | b'-')
        || bytes[..at].ends_with(b"&lt;")
        || space_before(bytes, at);
    opens.then(|| (1, OPENING_SINGLE_FLAG.to_owned()))
}

/// A double quote at the start, or after a bracket, a hyphen or a space, and not before a space.
fn opening_double(bytes: &[u8], at: usize) -> Found {
    let opens = at == 0
        || matches!(bytes[at - 1], b'(' | b'[' | b'{' | b'-')
        || bytes[..at].ends_with(b"&lt;")
        || space_before(bytes, at);
    (opens && space_length_at(bytes, at + 1).is_none()).then(|| (1, OPENING_DOUBLE_FLAG.to_owned()))
}

fn space_length_at(bytes: &[u8], at: usize) -> Option<usize> {
    if at < bytes.len() { space_length(bytes, at) } else { None }
}

/// An apostrophe within a word: not after a space, not before the end, punctuation, a bracket or a space.
fn apostrophe_in_word(bytes: &[u8], at: usize) -> Found {
    const NOT_BEFORE: &[u8] = b".,:;!?\"'(){}[]-";
    let next = *bytes.get(at + 1)?;
    let stands_alone = space_before(bytes, at)
        || NOT_BEFORE.contains(&next)
        || starts_with(bytes, at + 1, b"&lt;")
        || starts_with(bytes, at + 1, b"&gt;")
        || space_length(bytes, at + 1).is_some();
    (!stands_alone).then(|| (1, APOSTROPHE_FLAG.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_quotes_open_close_and_abbreviate() {
        assert_eq!(texturize_single_quotes("'it's' ('a')"), "&#8216;it&#8217;s&#8217; (&#8216;a&#8217;)");
        assert_eq!(
            texturize_single_quotes("'99 '99's 'class of '99'"),
            "&#8217;99 &#8217;99&#8217;s &#8216;class of &#8217;99&#8217;"
        );
        assert_eq!(texturize_single_quotes("'0.42' '999"), "&#8216;0.42&#8217; &#8216;999");
    }

    #[test]
    fn double_quotes_open_and_close() {
        assert_eq!(
            texturize_double_quotes("\"a\" (\"b\") \"42\""),
            "&#8220;a&#8221; (&#8220;b&#8221;) &#8220;42&#8221;"
        );
        assert_eq!(texturize_double_quotes("a\"b"), "a&#8221;b");
    }

    #[test]
    fn feet_and_inches_are_primes() {
        assert_eq!(texturize_single_quotes("He is 6'."), "He is 6&#8242;.");
        assert_eq!(texturize_double_quotes("a 9\" nail"), "a 9&#8243; nail");
    }
}
