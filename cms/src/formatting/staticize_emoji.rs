//! Emoji as images, for readers of feeds whose programs show none.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

/// Every emoji of Unicode that has an image: one character, or several that are drawn as one.
static EMOJI: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("emoji.txt").split_whitespace().collect());

/// The characters that emoji are made of.
static PARTS: LazyLock<HashSet<char>> = LazyLock::new(|| EMOJI.iter().flat_map(|emoji| emoji.chars()).collect());

/// No emoji has more characters.
const LONGEST: usize = 10;

/// Where the images lie.
const IMAGES: &str = "https://s.w.org/images/core/emoji/17.0.2/72x72/";

/// Elements whose text stays as it is.
const UNTOUCHED_ELEMENTS: [&str; 5] = ["code", "pre", "style", "script", "textarea"];

/// WordPress's `wp_staticize_emoji`: each emoji becomes an image, but not in code and the like.
pub fn staticize_emoji(text: &str) -> Cow<'_, str> {
    let numbered = text.contains("&#x");
    if !numbered && (text.is_ascii() || !text.chars().any(|character| PARTS.contains(&character))) {
        return Cow::Borrowed(text);
    }
    let numbered = if numbered { Cow::Borrowed(text) } else { Cow::Owned(parts_as_numbers(text)) };
    if !numbered.match_indices("&#x").any(|(at, _)| longest_emoji(&numbered[at..]).is_some()) {
        return Cow::Owned(numbered.into_owned());
    }
    let pictured = in_words(&numbered, &mut |words, pictured| push_pictures(words, pictured));
    // What only asks for the style of an emoji has no image.
    Cow::Owned(pictured.replace("&#xfe0f;", ""))
}

fn parts_as_numbers(text: &str) -> String {
    let mut numbered = String::with_capacity(text.len() + text.len() / 4);
    for character in text.chars() {
        // Digits and the like are part of some emoji, and letters of every text.
        if character.is_ascii() || !PARTS.contains(&character) {
            numbered.push(character);
        } else {
            push_number(&mut numbered, character);
        }
    }
    numbered
}

fn push_number(text: &mut String, character: char) {
    // Writing to a string cannot fail.
    let _ = write!(text, "&#x{:x};", u32::from(character));
}

/// Calls `push` for the text between tags, outside of untouched elements.
fn in_words(text: &str, push: &mut dyn FnMut(&str, &mut String)) -> String {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<.*?>").expect("a constant pattern"));
    let mut done = String::with_capacity(text.len());
    let mut open = None;
    let mut copied = 0;
    let mut push_words = |words: &str, open: Option<&str>, done: &mut String| match open {
        None if !words.starts_with('<') => push(words, done),
        _ => done.push_str(words),
    };
    for tag in TAG.find_iter(text) {
        push_words(&text[copied..tag.start()], open, &mut done);
        done.push_str(tag.as_str());
        copied = tag.end();
        let name = &tag.as_str()[1..tag.len() - 1];
        match open {
            None => open = UNTOUCHED_ELEMENTS.into_iter().find(|element| *element == name),
            Some(element) if name.strip_prefix('/') == Some(element) => open = None,
            Some(_) => {}
        }
    }
    push_words(&text[copied..], open, &mut done);
    done
}

/// Writes images for the emoji in a text of numbers.
fn push_pictures(words: &str, pictured: &mut String) {
    let mut rest = words;
    while let Some(at) = rest.find("&#x") {
        pictured.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match longest_emoji(rest) {
            Some((emoji, length)) => {
                push_picture(pictured, &emoji);
                length
            }
            None => {
                pictured.push_str("&#x");
                "&#x".len()
            }
        };
        rest = &rest[length..];
    }
    pictured.push_str(rest);
}

/// The longest emoji that a text of numbers begins with, and the length of its numbers.
fn longest_emoji(text: &str) -> Option<(String, usize)> {
    let mut characters = String::new();
    let mut length = 0;
    let mut longest = None;
    for _ in 0..LONGEST {
        let Some((character, number)) = number_at(&text[length..]) else { break };
        characters.push(character);
        length += number;
        if EMOJI.contains(characters.as_str()) {
            longest = Some((characters.clone(), length));
        }
    }
    longest
}

fn number_at(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("&#x")?.split_once(';')?.0;
    let is_lower_hexadecimal = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    if digits.len() > 6 || !digits.bytes().all(is_lower_hexadecimal) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((character, "&#x;".len() + digits.len()))
}

fn push_picture(pictured: &mut String, emoji: &str) {
    let name = emoji.chars().map(|character| format!("{:x}", u32::from(character))).collect::<Vec<_>>().join("-");
    pictured.push_str(&format!(
        r#"<img src="{IMAGES}{name}.png" alt="{emoji}" class="wp-smiley" style="height: 1em; max-height: 1em;" />"#
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(name: &str, emoji: &str) -> String {
        format!(
            "<img src=\"{IMAGES}{name}.png\" alt=\"{emoji}\" class=\"wp-smiley\" style=\"height: 1em; max-height: 1em;\" />"
        )
    }

    #[test]
    fn an_emoji_becomes_an_image() {
        assert_eq!(staticize_emoji("a 🙂 ä"), format!("a {} ä", image("1f642", "🙂")));
    }

    #[test]
    fn characters_that_are_drawn_as_one_are_one_image() {
        assert_eq!(staticize_emoji("🇩🇪"), image("1f1e9-1f1ea", "🇩🇪"));
        assert_eq!(staticize_emoji("👍🏽"), image("1f44d-1f3fd", "👍🏽"));
    }

    #[test]
    fn code_and_attributes_stay() {
        assert_eq!(staticize_emoji("<code>🙂</code>"), "<code>&#x1f642;</code>");
        assert_eq!(staticize_emoji("plain ä"), "plain ä");
    }

    #[test]
    fn the_style_alone_leaves_nothing() {
        assert_eq!(staticize_emoji("a\u{fe0f}b🙂"), format!("ab{}", image("1f642", "🙂")));
        assert!(EMOJI.iter().all(|emoji| emoji.chars().count() <= LONGEST));
    }
}
