//! Text smilies as pictures: WordPress's `convert_smilies`.

use std::sync::LazyLock;

use regex::Regex;

use super::esc_url;
use super::spaces::{space_before, space_length};

/// The one smiley that is an image file still.
const IMAGE_SMILEY: (&str, &str) = (":mrgreen:", "mrgreen.png");

/// The smilies and the emoji they stand for.
const EMOJI: &[(&str, &str)] = &[
    (":neutral:", "😐"),
    (":twisted:", "😈"),
    (":arrow:", "➡"),
    (":shock:", "😯"),
    (":smile:", "🙂"),
    (":???:", "😕"),
    (":cool:", "😎"),
    (":evil:", "👿"),
    (":grin:", "😀"),
    (":idea:", "💡"),
    (":oops:", "😳"),
    (":razz:", "😛"),
    (":roll:", "🙄"),
    (":wink:", "😉"),
    (":cry:", "😥"),
    (":eek:", "😮"),
    (":lol:", "😆"),
    (":mad:", "😡"),
    (":sad:", "🙁"),
    ("8-)", "😎"),
    ("8-O", "😯"),
    (":-(", "🙁"),
    (":-)", "🙂"),
    (":-?", "😕"),
    (":-D", "😀"),
    (":-P", "😛"),
    (":-o", "😮"),
    (":-x", "😡"),
    (":-|", "😐"),
    (";-)", "😉"),
    ("8O", "😯"),
    (":(", "🙁"),
    (":)", "🙂"),
    (":?", "😕"),
    (":D", "😀"),
    (":P", "😛"),
    (":o", "😮"),
    (":x", "😡"),
    (":|", "😐"),
    (";)", "😉"),
    (":!:", "❗"),
    (":?:", "❓"),
];

/// Elements in which a smiley is just text.
const UNTOUCHED_ELEMENTS: [&str; 5] = ["code", "pre", "style", "script", "textarea"];

/// WordPress's `convert_smilies`: a smiley between spaces becomes its emoji, or an image from `includes_url`
/// (the address of `wp-includes/` with its slash).
pub fn convert_smilies(text: &str, includes_url: &str) -> String {
    // WordPress splits at `<…>` only; what is not closed is text.
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").expect("a constant pattern"));
    let mut converted = String::with_capacity(text.len());
    let mut open_element = None;
    let mut copied = 0;
    for tag in TAG.find_iter(text) {
        push_words(&text[copied..tag.start()], open_element, includes_url, &mut converted);
        converted.push_str(tag.as_str());
        copied = tag.end();
        match open_element {
            None => open_element = opened_element(tag.as_str()),
            Some(element) if is_closing(tag.as_str(), element) => open_element = None,
            Some(_) => {}
        }
    }
    push_words(&text[copied..], open_element, includes_url, &mut converted);
    converted
}

fn opened_element(tag: &str) -> Option<&'static str> {
    UNTOUCHED_ELEMENTS.into_iter().find(|element| tag[1..].starts_with(element))
}

fn is_closing(tag: &str, element: &str) -> bool {
    tag.strip_prefix("</").and_then(|tag| tag.strip_suffix('>')) == Some(element)
}

fn push_words(words: &str, open_element: Option<&str>, includes_url: &str, converted: &mut String) {
    if open_element.is_some() || words.starts_with('<') {
        converted.push_str(words);
        return;
    }
    let bytes = words.as_bytes();
    let mut copied = 0;
    let mut from = 0;
    while let Some(at) = memchr::memchr3(b':', b';', b'8', &bytes[from..]).map(|at| from + at) {
        from = at + 1;
        if (at > 0 && !space_before(bytes, at)) || at < copied {
            continue;
        }
        if let Some((smiley, picture)) = smiley_at(bytes, at) {
            converted.push_str(&words[copied..at]);
            push_picture(smiley, picture, includes_url, converted);
            copied = at + smiley.len();
            from = copied;
        }
    }
    converted.push_str(&words[copied..]);
}

/// The smiley that stands at `at` and is followed by a space or the end.
fn smiley_at(bytes: &[u8], at: usize) -> Option<(&'static str, &'static str)> {
    std::iter::once(&IMAGE_SMILEY).chain(EMOJI).copied().find(|(smiley, _)| {
        let end = at + smiley.len();
        bytes[at..].starts_with(smiley.as_bytes()) && (end == bytes.len() || space_length(bytes, end).is_some())
    })
}

fn push_picture(smiley: &str, picture: &str, includes_url: &str, converted: &mut String) {
    if smiley != IMAGE_SMILEY.0 {
        converted.push_str(picture);
        return;
    }
    let source = esc_url(&format!("{includes_url}images/smilies/{picture}"));
    converted.push_str(&format!(
        r#"<img src="{source}" alt="{smiley}" class="wp-smiley" style="height: 1em; max-height: 1em;" />"#
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> String {
        convert_smilies(text, "http://a/wp-includes/")
    }

    #[test]
    fn a_smiley_needs_space_around_it() {
        assert_eq!(converted(":) a:) :D&nbsp;8-) :)."), "🙂 a:) 😀&nbsp;😎 :).");
    }

    #[test]
    fn the_longest_smiley_wins() {
        assert_eq!(converted(":???: :? :?:"), "😕 😕 ❓");
    }

    #[test]
    fn one_smiley_is_an_image() {
        assert_eq!(
            converted(":mrgreen:"),
            "<img src=\"http://a/wp-includes/images/smilies/mrgreen.png\" alt=\":mrgreen:\" class=\"wp-smiley\" \
             style=\"height: 1em; max-height: 1em;\" />"
        );
    }

    #[test]
    fn code_keeps_its_smilies() {
        assert_eq!(
            converted("<code>:)</code> :) <pre class=\"a\">:)</pre>"),
            "<code>:)</code> 🙂 <pre class=\"a\">:)</pre>"
        );
    }
}
