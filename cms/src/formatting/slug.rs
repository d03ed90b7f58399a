//! A title as a slug.

use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

use super::{remove_accents, strip_tags};

/// WordPress stops encoding a title at this many bytes.
const LONGEST_SLUG: usize = 200;

/// WordPress's `sanitize_title` for saving: `Ärger & Übung` becomes `arger-ubung`, other scripts are percent-encoded.
/// Empty where nothing of the title is left; the caller has a fallback.
pub fn sanitize_title(title: &str) -> String {
    sanitize_title_with_dashes(&remove_accents(title), true)
}

/// WordPress's `sanitize_title` for looking a slug up: accents stay, encoded.
pub fn sanitize_title_for_query(title: &str) -> String {
    sanitize_title_with_dashes(title, false)
}

/// Percent-encoded characters that a saved slug leaves out: soft hyphens, quotation marks, signs, accents that stand
/// alone, and what has no width.
const LEFT_OUT: &[&str] = &[
    "%c2%ad",
    "%c2%a1",
    "%c2%bf",
    "%c2%ab",
    "%c2%bb",
    "%e2%80%b9",
    "%e2%80%ba",
    "%e2%80%98",
    "%e2%80%99",
    "%e2%80%9c",
    "%e2%80%9d",
    "%e2%80%9a",
    "%e2%80%9b",
    "%e2%80%9e",
    "%e2%80%9f",
    "%e2%80%a2",
    "%c2%a9",
    "%c2%ae",
    "%c2%b0",
    "%e2%80%a6",
    "%e2%84%a2",
    "%c2%b4",
    "%cb%8a",
    "%cc%81",
    "%cd%81",
    "%cc%80",
    "%cc%84",
    "%cc%8c",
    "%e2%80%8b",
    "%e2%80%8c",
    "%e2%80%8d",
    "%e2%80%8e",
    "%e2%80%8f",
    "%e2%80%aa",
    "%e2%80%ab",
    "%e2%80%ac",
    "%e2%80%ad",
    "%e2%80%ae",
    "%ef%bb%bf",
    "%ef%bf%bc",
];

/// What becomes a hyphen in a saved slug: hyphens, dashes and spaces of all widths, encoded or as entities, and the slash.
const AS_HYPHEN: &[&str] = &[
    "%c2%a0",
    "%e2%80%91",
    "%e2%80%93",
    "%e2%80%94",
    "&nbsp;",
    "&#8209;",
    "&#160;",
    "&ndash;",
    "&#8211;",
    "&mdash;",
    "&#8212;",
    "/",
];

/// Spaces of other widths: hyphens too, but after the characters without width have gone.
const WIDE_SPACES: &[&str] = &[
    "%e2%80%80",
    "%e2%80%81",
    "%e2%80%82",
    "%e2%80%83",
    "%e2%80%84",
    "%e2%80%85",
    "%e2%80%86",
    "%e2%80%87",
    "%e2%80%88",
    "%e2%80%89",
    "%e2%80%8a",
    "%e2%80%a8",
    "%e2%80%a9",
    "%e2%80%af",
];

/// WordPress's `sanitize_title_with_dashes`; `for_saving` is its context `save`.
pub fn sanitize_title_with_dashes(title: &str, for_saving: bool) -> String {
    let octets = keep_only_octets(&strip_tags(title));
    let mut slug = uri_encode(&octets.to_lowercase(), LONGEST_SLUG).to_ascii_lowercase();
    if for_saving {
        replace_each(&mut slug, AS_HYPHEN, "-");
        replace_each(&mut slug, LEFT_OUT, "");
        replace_each(&mut slug, WIDE_SPACES, "-");
        replace_each(&mut slug, &["%c3%97"], "x");
    }
    dashes_between_words(&without_entities(&slug))
}

fn replace_each(slug: &mut String, searched: &[&str], replacement: &str) {
    for one in searched {
        if slug.contains(one) {
            *slug = slug.replace(one, replacement);
        }
    }
}

/// Takes out each percent sign that is not followed by two hexadecimal digits. WordPress hides the others behind
/// hyphens meanwhile, so that `---ab---` comes out as an octet too.
fn keep_only_octets(text: &str) -> String {
    static OCTET: LazyLock<Regex> = LazyLock::new(|| Regex::new("%([a-fA-F0-9]{2})").expect("a constant pattern"));
    static HIDDEN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("---([a-fA-F0-9]{2})---").expect("a constant pattern"));
    let hidden = OCTET.replace_all(text, "---$1---").replace('%', "");
    HIDDEN.replace_all(&hidden, "%$1").into_owned()
}

/// WordPress's `utf8_uri_encode`: percent-encodes all but ASCII, and stops before the result is longer than `longest` bytes.
pub fn uri_encode(text: &str, longest: usize) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        let length = if character.is_ascii() { 1 } else { character.len_utf8() * 3 };
        if encoded.len() + length > longest {
            break;
        }
        if character.is_ascii() {
            encoded.push(character);
            continue;
        }
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:x}");
        }
    }
    encoded
}

/// Takes out `&…;` within a line.
fn without_entities(slug: &str) -> String {
    let mut kept = String::with_capacity(slug.len());
    let mut rest = slug;
    while let Some(at) = rest.find('&') {
        kept.push_str(&rest[..at]);
        let line = rest[at + 1..].find('\n').map_or(rest.len(), |end| at + 1 + end);
        // The name is at least one character, so that a semicolon straight after the ampersand is part of it.
        match rest.get(at + 2..line).and_then(|name| name.find(';')) {
            Some(end) => rest = &rest[at + 2 + end + 1..],
            None => {
                kept.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

fn dashes_between_words(slug: &str) -> String {
    let mut dashed = String::with_capacity(slug.len());
    for character in slug.chars() {
        match character {
            '%' | 'a'..='z' | '0'..='9' | '_' => dashed.push(character),
            '.' | ' ' | '-' if !dashed.ends_with('-') => dashed.push('-'),
            _ => {}
        }
    }
    dashed.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_lose_their_accents() {
        assert_eq!(sanitize_title("Ärger & Übung — naïve!"), "arger-ubung-naive");
        assert_eq!(sanitize_title("It’s “so” v1.2 / 3×4"), "its-so-v1-2-3x4");
    }

    #[test]
    fn other_scripts_are_percent_encoded() {
        assert_eq!(sanitize_title("ναι"), "%ce%bd%ce%b1%ce%b9");
        assert_eq!(sanitize_title("%CE%bd 100% %zz"), "%ce%bd-100-zz");
    }

    #[test]
    fn a_long_title_is_not_cut_in_the_middle_of_a_character() {
        assert_eq!(sanitize_title(&"ν".repeat(100)), "%ce%bd".repeat(33));
    }

    #[test]
    fn tags_and_entities_leave_nothing_behind() {
        assert_eq!(sanitize_title("a <b>b</b> &amp; c&nbsp;d &; e; f"), "a-b-c-d-f");
        assert_eq!(sanitize_title(" -- "), "");
    }

    #[test]
    fn a_query_keeps_accents() {
        assert_eq!(sanitize_title_for_query("Ä b"), "%c3%a4-b");
    }
}
