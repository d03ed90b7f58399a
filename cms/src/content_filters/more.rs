//! The part of a text that stands in a list: `<!--more-->`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::pages::pages_of;
use crate::formatting::{esc_attr, force_balance_tags, php_trim, strip_tags};
use crate::languages::Words;

/// A page of a text, cut in two at its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentParts<'a> {
    /// What stands before the mark; everything without one.
    pub teaser: Cow<'a, str>,
    /// What stands behind it, if there is one.
    pub rest: Option<String>,
    /// The words that stand in the mark: `<!--more Read on-->`.
    pub own_words: Option<String>,
}

impl<'a> ContentParts<'a> {
    /// Cuts one page of a text at its first mark.
    pub fn of_page(page: &'a str) -> Self {
        static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new("<!--more(.*?)-->").expect("a constant pattern"));
        static BLOCK: LazyLock<Regex> =
            LazyLock::new(|| Regex::new("<!-- /?wp:more(.*?) -->").expect("a constant pattern"));
        let Some(found) = MARK.captures(page) else {
            return Self { teaser: Cow::Borrowed(page), rest: None, own_words: None };
        };
        let page: Cow<'_, str> =
            if page.contains("<!-- wp:more ") { BLOCK.replace_all(page, "") } else { Cow::Borrowed(page) };
        let (teaser, rest) = page.split_once(&found[0]).unwrap_or((&page, ""));
        let words = strip_tags(php_trim(&found[1]));
        Self {
            teaser: Cow::Owned(teaser.to_owned()),
            rest: Some(rest.to_owned()),
            own_words: Some(words).filter(|_| !found[1].is_empty() && &found[1] != "0"),
        }
    }
}

/// How much of a text is shown.
#[derive(Debug, Clone, Copy)]
pub enum More<'a> {
    /// All of it, as on a page of its own.
    Whole,
    /// Up to the mark, with a link to the rest.
    Teaser {
        /// The post's address.
        permalink: &'a str,
        /// The post's title as it is shown.
        shown_title: &'a str,
        /// The site's language.
        words: &'a Words,
    },
    /// Up to the mark, without a link, as excerpts are made.
    TeaserWithoutLink,
}

/// WordPress's `get_the_content` (without its question for a password): the page of this number, up to the mark or whole.
pub fn the_content_part(content: &str, page: usize, post_id: i64, more: More<'_>) -> String {
    let pages = pages_of(content);
    let number = page.max(1).min(pages.len());
    let parts = ContentParts::of_page(&pages[number - 1]);
    let Some(rest) = parts.rest else { return parts.teaser.into_owned() };
    // A later page of a text is always read whole.
    let (permalink, shown_title, words) = match more {
        More::Teaser { permalink, shown_title, words } if number == 1 => (permalink, shown_title, words),
        More::TeaserWithoutLink if number == 1 => return force_balance_tags(&parts.teaser),
        _ => {
            let without_teaser = content.contains("<!--noteaser-->") && number == 1;
            let teaser = if without_teaser { "" } else { &parts.teaser };
            return format!("{teaser}<span id=\"more-{post_id}\"></span>{rest}");
        }
    };
    let words = parts.own_words.unwrap_or_else(|| usual_words(words, shown_title));
    if words.is_empty() {
        return force_balance_tags(&parts.teaser);
    }
    let link = format!(" <a href=\"{permalink}#more-{post_id}\" class=\"more-link\">{words}</a>");
    force_balance_tags(&format!("{}{link}", parts.teaser))
}

fn usual_words(words: &Words, shown_title: &str) -> String {
    let label = words.fill("Continue reading %s", &[&esc_attr(&strip_tags(shown_title))]);
    format!("<span aria-label=\"{label}\">{}</span>", words.say("(more&hellip;)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn teaser(language: &str) -> String {
        let words = Words::of(language);
        let more = More::Teaser { permalink: "http://a/b/", shown_title: "A &#8220;b&#8221;", words: &words };
        the_content_part("<p>a<!--more-->b</p>", 1, 7, more)
    }

    #[test]
    fn the_words_of_the_link_are_the_languages() {
        assert!(teaser("de_DE").contains("<span aria-label=\"Weiterlesen: A &#8220;b&#8221;\">(mehr&hellip;)</span>"));
    }

    #[test]
    fn a_list_shows_what_stands_before_the_mark() {
        assert_eq!(
            teaser("en_US"),
            "<p>a <a href=\"http://a/b/#more-7\" class=\"more-link\"><span aria-label=\"Continue reading A &#8220;b&#8221;\">\
             (more&hellip;)</span></a></p>"
        );
        let words = Words::default();
        let more = More::Teaser { permalink: "http://a/b/", shown_title: "A", words: &words };
        assert_eq!(
            the_content_part("a<!--more  Read <b>on</b>-->b", 1, 7, more),
            "a <a href=\"http://a/b/#more-7\" class=\"more-link\">Read on</a>"
        );
    }

    #[test]
    fn its_own_page_shows_everything() {
        assert_eq!(the_content_part("a<!--more-->b", 1, 7, More::Whole), "a<span id=\"more-7\"></span>b");
        assert_eq!(
            the_content_part("a<!--more--><!--noteaser-->b", 1, 7, More::Whole),
            "<span id=\"more-7\"></span><!--noteaser-->b"
        );
    }

    #[test]
    fn the_block_around_the_mark_goes() {
        let content = "a<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->b";
        assert_eq!(the_content_part(content, 1, 7, More::Whole), "a\n<span id=\"more-7\"></span>\nb");
    }

    #[test]
    fn a_text_without_a_mark_is_shown_as_it_is() {
        assert_eq!(the_content_part("<p>a<!--nextpage-->b", 2, 7, More::Whole), "b");
    }
}
