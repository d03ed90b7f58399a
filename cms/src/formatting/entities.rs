//! Character references: which may stand, how they are written, and what they stand for.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::entity_names::{OBSOLETE_ENTITIES, html4_character};

/// An entity's shape in a text: where it ends, and what it says.
pub(super) enum Reference<'a> {
    /// `&#65;`: the digits without leading zeros.
    Decimal(&'a str),
    /// `&#x41;`: the digits without leading zeros.
    Hexadecimal(&'a str),
    /// `&amp;`: the name.
    Named(&'a str),
}

/// Reads the reference after an `&`, in the shapes that `wp_kses_normalize_entities` knows, and its length with the semicolon.
pub(super) fn read_reference(rest: &str) -> Option<(Reference<'_>, usize)> {
    let bytes = rest.as_bytes();
    if bytes.first() != Some(&b'#') {
        let letters = bytes.iter().take(9).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let digits = bytes[letters..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        let length = letters + digits;
        let fits = (2..=8).contains(&letters) && digits <= 2 && bytes.get(length) == Some(&b';');
        return fits.then(|| (Reference::Named(&rest[..length]), length + 1));
    }
    let hexadecimal = matches!(bytes.get(1), Some(b'x' | b'X'));
    let start = if hexadecimal { 2 } else { 1 };
    let zeros = bytes[start..].iter().take_while(|byte| **byte == b'0').count();
    let is_digit: fn(&u8) -> bool = if hexadecimal { u8::is_ascii_hexdigit } else { u8::is_ascii_digit };
    let first = start + zeros;
    let most = if hexadecimal { 6 } else { 7 };
    let count = bytes[first..].iter().take(most + 1).take_while(|byte| is_digit(byte)).count();
    if count == 0 || count > most || bytes.get(first + count) != Some(&b';') {
        return None;
    }
    let digits = &rest[first..first + count];
    let reference = if hexadecimal { Reference::Hexadecimal(digits) } else { Reference::Decimal(digits) };
    Some((reference, first + count + 1))
}

/// Is this number one that XML calls a character?
fn is_valid_character(number: u32) -> bool {
    matches!(number, 0x9 | 0xA | 0xD | 0x20..=0xD7FF | 0xE000..=0xFFFD | 0x10000..=0x10FFFF)
}

/// WordPress's `wp_kses_normalize_entities`: every `&` that begins no known entity becomes `&amp;`, numbers get their usual form.
pub fn normalize_entities(text: &str) -> Cow<'_, str> {
    rewrite_references(text, |reference, written| match reference {
        Some(Reference::Named(name)) if name == "apos" || html4_character(name).is_some() => format!("&{written}"),
        Some(Reference::Named(_)) | None => format!("&amp;{written}"),
        Some(number) => normalized_number(&number, written),
    })
}

/// The same for XML, which knows five names: the characters stand for the others.
pub(super) fn normalize_xml_entities(text: &str) -> Cow<'_, str> {
    rewrite_references(text, |reference, written| match reference {
        Some(Reference::Named("amp" | "lt" | "gt" | "quot" | "apos")) => format!("&{written}"),
        Some(Reference::Named(name)) => match html4_character(name).and_then(char::from_u32) {
            Some(character) => character.to_string(),
            None => format!("&amp;{written}"),
        },
        None => format!("&amp;{written}"),
        Some(number) => normalized_number(&number, written),
    })
}

fn normalized_number(reference: &Reference<'_>, written: &str) -> String {
    match reference {
        Reference::Decimal(digits) if digits.parse().is_ok_and(is_valid_character) => format!("&#{digits:0>3};"),
        Reference::Hexadecimal(digits) => match u32::from_str_radix(digits, 16).is_ok_and(is_valid_character) {
            true => format!("&#x{digits};"),
            false => format!("&amp;#x{}", &written[2..]),
        },
        _ => format!("&amp;{written}"),
    }
}

/// Calls `write` for each `&` with the reference it begins, if it begins one, and its text after the `&`.
pub(super) fn rewrite_references(text: &str, write: impl Fn(Option<Reference<'_>>, &str) -> String) -> Cow<'_, str> {
    let mut rewritten = String::new();
    let mut copied = 0;
    for at in memchr_iter(b'&', text.as_bytes()) {
        let rest = &text[at + 1..];
        let (reference, length) =
            read_reference(rest).map_or((None, 0), |(reference, length)| (Some(reference), length));
        rewritten.push_str(&text[copied..at]);
        rewritten.push_str(&write(reference, &rest[..length]));
        copied = at + 1 + length;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    rewritten.push_str(&text[copied..]);
    Cow::Owned(rewritten)
}

/// WordPress's `ent2ncr`: named entities as numbers, for feeds, since XML knows only five names.
pub fn ent2ncr(text: &str) -> Cow<'_, str> {
    let numbered = rewrite_references(text, |reference, written| {
        let number = match reference {
            Some(Reference::Named(name)) => html4_character(name).or_else(|| obsolete_character(name)),
            _ => None,
        };
        number.map_or_else(|| format!("&{written}"), |number| format!("&#{number};"))
    });
    // The bar is the one character that is written as a number too.
    if numbered.contains('|') { Cow::Owned(numbered.replace('|', "&#124;")) } else { numbered }
}

fn obsolete_character(name: &str) -> Option<u32> {
    OBSOLETE_ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
}

/// WordPress's `wp_specialchars_decode` with both kinds of quotes: turns `&lt; &gt; &amp; &quot; &#039;` and their other
/// spellings back into characters.
pub fn specialchars_decode(text: &str) -> Cow<'_, str> {
    rewrite_references(text, |reference, written| {
        let character = match reference {
            Some(Reference::Named("lt")) | Some(Reference::Decimal("60")) => Some("<"),
            Some(Reference::Named("gt")) | Some(Reference::Decimal("62")) => Some(">"),
            Some(Reference::Named("amp")) | Some(Reference::Decimal("38")) | Some(Reference::Hexadecimal("26")) => {
                Some("&")
            }
            Some(Reference::Named("quot")) | Some(Reference::Decimal("34")) | Some(Reference::Hexadecimal("22")) => {
                Some("\"")
            }
            Some(Reference::Decimal("39")) | Some(Reference::Hexadecimal("27")) => Some("'"),
            _ => None,
        };
        character.map_or_else(|| format!("&{written}"), str::to_owned)
    })
}

/// Decodes the character references of an attribute's value as a browser does.
pub fn decode_html_attribute(value: &str) -> Cow<'_, str> {
    decode_html(value, true)
}

/// Decodes the character references of a text as a browser does.
pub fn decode_html_text(text: &str) -> Cow<'_, str> {
    decode_html(text, false)
}

fn decode_html(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let mut decoded = String::new();
    let mut copied = 0;
    for at in memchr_iter(b'&', text.as_bytes()) {
        if at < copied {
            continue;
        }
        if let Some((characters, length)) = decode_reference(&text[at + 1..], in_attribute) {
            decoded.push_str(&text[copied..at]);
            decoded.push_str(&characters);
            copied = at + 1 + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    decoded.push_str(&text[copied..]);
    Cow::Owned(decoded)
}

fn decode_reference(rest: &str, in_attribute: bool) -> Option<(Cow<'static, str>, usize)> {
    match rest.strip_prefix('#') {
        Some(number) => {
            decode_number(number).map(|(character, length)| (Cow::Owned(character.to_string()), length + 1))
        }
        None => decode_name(rest, in_attribute).map(|(characters, length)| (Cow::Borrowed(characters), length)),
    }
}

/// The character of a numeric reference after `&#`; a browser takes it without its semicolon too.
fn decode_number(number: &str) -> Option<(char, usize)> {
    let (radix, start) = if number.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let digits = number[start..].find(|character: char| !character.is_digit(radix)).unwrap_or(number.len() - start);
    if digits == 0 {
        return None;
    }
    let end = start + digits;
    let length = end + usize::from(number.as_bytes().get(end) == Some(&b';'));
    // A number of many digits does not fit, and stands for no character.
    let code = u32::from_str_radix(&number[start..end], radix).unwrap_or(u32::MAX);
    let character = match code {
        0 => None,
        0x80..=0x9F => windows_character(code),
        _ => char::from_u32(code),
    };
    Some((character.unwrap_or(char::REPLACEMENT_CHARACTER), length))
}

/// Numbers from 128 to 159 mean characters of Windows' code page in HTML; five of them have none there.
fn windows_character(code: u32) -> Option<char> {
    match super::ampersands::windows_1252(code) {
        Some(number) => char::from_u32(number),
        None => char::from_u32(code),
    }
}

/// The longest name that HTML has is 31 letters.
const LONGEST_NAME: usize = 32;

fn decode_name(rest: &str, in_attribute: bool) -> Option<(&'static str, usize)> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if bytes.get(length) == Some(&b';')
        && let Some(characters) = html5_characters(&bytes[..length])
    {
        return Some((characters, length + 1));
    }
    let name = (2..=length.min(6)).rev().map(|length| &rest[..length]).find(|name| may_lack_its_semicolon(name))?;
    let follower = bytes.get(name.len());
    if in_attribute && follower.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric()) {
        return None;
    }
    html5_characters(name.as_bytes()).map(|characters| (characters, name.len()))
}

fn html5_characters(name: &[u8]) -> Option<&'static str> {
    let table = &html_escape::NAMED_ENTITIES;
    table.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|at| table[at].1)
}

/// The names of HTML 2 to 3.2, which browsers take without a semicolon: Latin 1's letters, and the signs of markup.
fn may_lack_its_semicolon(name: &str) -> bool {
    const SIGNS: [&str; 10] = ["amp", "lt", "gt", "quot", "AMP", "LT", "GT", "QUOT", "COPY", "REG"];
    SIGNS.contains(&name) || html4_character(name).is_some_and(|number| (160..=255).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::super::entity_names::HTML4_ENTITIES;
    use super::*;

    #[test]
    fn unknown_entities_are_disarmed_and_known_ones_stay() {
        assert_eq!(
            normalize_entities("a & b &amp; &foo; &hellip; &apos; &frac34;"),
            "a &amp; b &amp; &amp;foo; &hellip; &apos; &frac34;"
        );
    }

    #[test]
    fn numbers_get_three_digits_and_what_is_no_character_is_disarmed() {
        assert_eq!(normalize_entities("&#38; &#0000065; &#x00041; &#X26;"), "&#038; &#065; &#x41; &#x26;");
        assert_eq!(
            normalize_entities("&#0; &#11; &#65534; &#1114112;"),
            "&amp;#0; &amp;#11; &amp;#65534; &amp;#1114112;"
        );
    }

    #[test]
    fn feeds_get_numbers() {
        assert_eq!(ent2ncr("&hellip; &amp; &foo; &#8230;"), "&#8230; &#38; &foo; &#8230;");
        assert_eq!(ent2ncr("a|b"), "a&#124;b");
    }

    #[test]
    fn special_characters_come_back_from_all_their_spellings() {
        assert_eq!(
            specialchars_decode("&lt;&#060;&#62;&amp;&#x26;&quot;&#x022;&#39;&#x27;&hellip;"),
            "<<>&&\"\"''&hellip;"
        );
    }

    #[test]
    fn an_attribute_is_decoded_as_a_browser_does() {
        assert_eq!(decode_html_attribute("a&colon;b&#58c&#x3a;&Tab;"), "a:b:c:\t");
        assert_eq!(decode_html_attribute("?a=1&copy=2&copy"), "?a=1&copy=2\u{a9}");
        assert_eq!(decode_html_text("&copy=2 &notit; &notin;"), "\u{a9}=2 \u{ac}it; \u{2209}");
        assert_eq!(decode_html_text("&#0;&#x80;&#99999999999;&#;"), "\u{fffd}\u{20ac}\u{fffd}&#;");
    }

    #[test]
    fn every_html4_name_is_an_html5_name() {
        for (name, _) in HTML4_ENTITIES {
            assert!(html5_characters(name.as_bytes()).is_some(), "{name}");
        }
    }
}
