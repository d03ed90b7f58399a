//! What sounds and films have in common: their attributes, their files, and the link for browsers without players.

use super::ShortcodeAttributes;
use crate::formatting::{check_filetype, esc_attr, esc_html, esc_url};

/// PHP's idea of a true value, with the word `false` as false: WordPress's `wp_validate_boolean`.
pub(super) fn is_true(value: &str) -> bool {
    !(value.is_empty() || value == "0" || value.eq_ignore_ascii_case("false"))
}

/// Does the address end in one of these extensions?
pub(super) fn has_extension(url: &str, extensions: &[&str]) -> bool {
    check_filetype(url).is_some_and(|(extension, _)| extensions.contains(&extension.to_ascii_lowercase().as_str()))
}

/// A link in place of a file that no player plays.
pub(super) fn plain_link(class: &str, url: &str) -> String {
    format!("<a class=\"{class}\" href=\"{}\">{}</a>", esc_url(url), esc_html(url))
}

/// Is there an attribute named after an extension, with a file of it?
pub(super) fn names_a_file(attributes: &ShortcodeAttributes, extensions: &[&str]) -> bool {
    let is_file = |extension: &&&str| {
        let file = attributes.filled(extension).and_then(check_filetype);
        file.is_some_and(|(found, _)| found.eq_ignore_ascii_case(extension))
    };
    extensions.iter().any(|extension| is_file(&extension))
}

/// `loop`, `autoplay`, `muted` and `preload`, where they are set.
pub(super) fn switches(attributes: &ShortcodeAttributes, preload: &str) -> Vec<String> {
    let mut written: Vec<String> = Vec::new();
    for name in ["loop", "autoplay", "muted"] {
        if attributes.get(name).is_some_and(is_true) {
            written.push(name.to_owned());
        }
    }
    let preload = attributes.get("preload").unwrap_or(preload);
    if ["none", "metadata", "auto"].contains(&preload) {
        written.push(format!("preload=\"{preload}\""));
    }
    written
}

/// `name="value"`
pub(super) fn attribute(name: &str, value: &str) -> String {
    format!("{name}=\"{}\"", esc_attr(value))
}

/// The `<source>` elements, and the first file's address. `media_type` knows types that no extension tells.
pub(super) fn sources(files: &[&str], instance: usize, media_type: &dyn Fn(&str) -> Option<&'static str>) -> String {
    let source = |url: &&str| {
        let media_type =
            media_type(url).or_else(|| check_filetype(url).map(|(_, media_type)| media_type)).unwrap_or_default();
        format!("<source type=\"{media_type}\" src=\"{}\" />", esc_url(&numbered(url, instance)))
    };
    files.iter().map(source).collect()
}

/// The address with the player's number in its query, so that two players of one file do not share it.
fn numbered(url: &str, instance: usize) -> String {
    let (url, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}_={instance}{fragment}")
}

/// The link for browsers without players.
pub(super) fn fallback(url: &str) -> String {
    let url = esc_url(url);
    format!("<a href=\"{url}\">{url}</a>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_true_but_for_false() {
        assert!(is_true("on") && is_true("1"));
        assert!(!is_true("") && !is_true("0") && !is_true("FALSE"));
    }

    #[test]
    fn an_address_gets_the_players_number() {
        assert_eq!(numbered("http://a/b.mp3?c=d#e", 2), "http://a/b.mp3?c=d&_=2#e");
    }
}
