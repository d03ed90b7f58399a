//! Ampersands that begin no entity, and numeric entities of Windows' code page.

use std::borrow::Cow;

use memchr::memchr_iter;

/// Turns each `&` that does not look like an entity into `&#038;`; the last step of `wptexturize`.
pub fn encode_bare_ampersands(text: &str) -> Cow<'_, str> {
    replace_ampersands(text, |rest| (!looks_like_entity(rest)).then_some(0))
}

/// WordPress's `convert_chars`: each `&` that begins neither a numeric nor a named entity becomes `&#038;`.
///
/// Like WordPress's pattern it looks past one character, so that `&#` and an `&` at the very end stay.
pub fn convert_chars(text: &str) -> Cow<'_, str> {
    replace_ampersands(text, |rest| {
        let next = rest.chars().next()?;
        if next == '#' {
            return None;
        }
        // WordPress works on bytes: the character skipped is one byte of a longer sequence, which never makes a name.
        let tail = &rest.as_bytes()[1..];
        (next.len_utf8() > 1 || !is_named_entity(tail)).then_some(usize::from(next == '&'))
    })
}

/// Calls `decide` with what follows each `&`; `Some(skip)` encodes it and passes over `skip` bytes unread.
fn replace_ampersands(text: &str, decide: impl Fn(&str) -> Option<usize>) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    for at in memchr_iter(b'&', text.as_bytes()) {
        if at < copied {
            continue;
        }
        if let Some(skip) = decide(&text[at + 1..]) {
            replaced.push_str(&text[copied..at]);
            replaced.push_str("&#038;");
            copied = at + 1;
            if skip > 0 {
                replaced.push_str(&text[copied..copied + skip]);
                copied += skip;
            }
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(&text[copied..]);
    Cow::Owned(replaced)
}

fn looks_like_entity(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    match bytes.first() {
        Some(b'#') => is_numeric_entity(&bytes[1..]),
        _ => is_named_entity(bytes),
    }
}

fn is_numeric_entity(bytes: &[u8]) -> bool {
    let (digits, is_digit): (&[u8], fn(&u8) -> bool) = match bytes.first() {
        Some(b'x' | b'X') => (&bytes[1..], u8::is_ascii_hexdigit),
        _ => (bytes, u8::is_ascii_digit),
    };
    let length = digits.iter().take_while(|byte| is_digit(byte)).count();
    length > 0 && digits.get(length) == Some(&b';')
}

/// One to eight letters or digits from 1 to 4, then a semicolon.
fn is_named_entity(bytes: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'1'..=b'4');
    let length = bytes.iter().take(9).take_while(|byte| is_name(byte)).count();
    (1..=8).contains(&length) && bytes.get(length) == Some(&b';')
}

/// Numbers 128 to 159 as Windows' code page 1252 means them; 0 where it has no character.
const WINDOWS_1252: [u32; 32] = [
    8364, 0, 8218, 402, 8222, 8230, 8224, 8225, 710, 8240, 352, 8249, 338, 0, 381, 0, 0, 8216, 8217, 8220, 8221, 8226,
    8211, 8212, 732, 8482, 353, 8250, 339, 0, 382, 376,
];

/// The character that Windows' code page has for a number from 128 to 159, if it has one.
pub(super) fn windows_1252(number: u32) -> Option<u32> {
    let at = usize::try_from(number).ok()?.checked_sub(128)?;
    WINDOWS_1252.get(at).copied().filter(|code| *code > 0)
}

/// WordPress's `convert_invalid_entities`: `&#128;` to `&#159;` become the characters that Windows meant by them.
pub fn convert_invalid_entities(text: &str) -> Cow<'_, str> {
    if !text.contains("&#1") {
        return Cow::Borrowed(text);
    }
    let mut converted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#1") {
        converted.push_str(&rest[..at]);
        let number = rest.get(at + 2..at + 5).and_then(|digits| digits.parse::<usize>().ok());
        let closed = rest.as_bytes().get(at + 5) == Some(&b';');
        match number {
            Some(number @ 128..=159) if closed => {
                if let code @ 1.. = WINDOWS_1252[number - 128] {
                    converted.push_str(&format!("&#{code};"));
                }
                rest = &rest[at + 6..];
            }
            _ => {
                converted.push_str("&#1");
                rest = &rest[at + 3..];
            }
        }
    }
    converted.push_str(rest);
    Cow::Owned(converted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_stay_and_other_ampersands_are_encoded() {
        assert_eq!(
            encode_bare_ampersands("a & b &amp; &#38; &#x2f; &nope &toolongname;"),
            "a &#038; b &amp; &#38; &#x2f; &#038;nope &#038;toolongname;"
        );
    }

    #[test]
    fn convert_chars_looks_past_one_character() {
        assert_eq!(convert_chars("&lt; & &#x &"), "&lt; &#038; &#x &");
        assert_eq!(convert_chars("&&&"), "&#038;&&");
        assert_eq!(convert_chars("&a;"), "&#038;a;");
    }

    #[test]
    fn windows_characters_get_their_real_numbers() {
        assert_eq!(convert_invalid_entities("&#147;x&#148; &#129;&#199;"), "&#8220;x&#8221; &#199;");
    }
}
