//! What is done to a comment's text before it is stored.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{AllowedHtml, parse_attributes, wp_kses};
use crate::formatting::{convert_invalid_entities, decode_html_attribute, esc_attr, is_internal_link};

/// The filters of WordPress's `pre_comment_content`: what the writer may write, with the links marked as not the site's own.
///
/// `allowed` is [`AllowedHtml::Data`] for visitors and [`AllowedHtml::Post`] for who may write any HTML.
pub fn wp_filter_comment(text: &str, allowed: AllowedHtml, home_url: &str) -> String {
    let filtered = wp_kses(text.trim(), allowed);
    wp_rel_ugc(&convert_invalid_entities(&filtered), home_url)
}

/// WordPress's `wp_rel_ugc`: links get `rel="nofollow ugc"`; those to the site itself only `ugc`.
pub fn wp_rel_ugc(text: &str, home_url: &str) -> String {
    with_rel(text, "nofollow ugc", home_url)
}

/// WordPress's `wp_rel_nofollow`: links get `rel="nofollow"`, but not those to the site itself.
pub fn wp_rel_nofollow(text: &str, home_url: &str) -> String {
    with_rel(text, "nofollow", home_url)
}

fn with_rel(text: &str, rel: &str, home_url: &str) -> String {
    static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?i)<a (.+?)>").expect("a constant pattern"));
    LINK.replace_all(text, |found: &Captures<'_>| link_with_rel(&found[1], rel, home_url)).into_owned()
}

fn link_with_rel(written: &str, rel: &str, home_url: &str) -> String {
    let attributes = parse_attributes(written);
    let value = |name| {
        attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|found| found.value.as_deref().unwrap_or_default())
    };
    let internal = value("href").is_some_and(|href| is_internal_link(href, home_url));
    let rel = if internal { rel.replace("nofollow", "").trim().to_owned() } else { rel.to_owned() };
    let Some(own_rel) = value("rel") else {
        return format!("<a {written}{}>", rel_attribute(&rel));
    };
    let mut words: Vec<&str> = Vec::new();
    for word in own_rel.split(' ').chain(rel.split(' ')).map(str::trim) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let others =
        attributes.iter().filter(|attribute| attribute.name != "rel").map(|attribute| match &attribute.value {
            Some(value) => format!("{}=\"{}\"", attribute.name, esc_attr(value)),
            None => attribute.name.clone(),
        });
    format!("<a {}{}>", others.collect::<Vec<_>>().join(" "), rel_attribute(&decode_html_attribute(&words.join(" "))))
}

fn rel_attribute(rel: &str) -> String {
    if rel.is_empty() { String::new() } else { format!(" rel=\"{}\"", esc_attr(rel)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: &str = "http://home.org";

    #[test]
    fn foreign_links_are_marked() {
        assert_eq!(
            wp_rel_ugc("<a href=\"http://a.b\">c</a>", HOME),
            "<a href=\"http://a.b\" rel=\"nofollow ugc\">c</a>"
        );
        assert_eq!(
            wp_rel_ugc("<a href=\"http://home.org/a\">c</a>", HOME),
            "<a href=\"http://home.org/a\" rel=\"ugc\">c</a>"
        );
        assert_eq!(wp_rel_nofollow("<a href=\"http://home.org/a\">c</a>", HOME), "<a href=\"http://home.org/a\">c</a>");
    }

    #[test]
    fn words_that_stand_already_are_kept_once() {
        assert_eq!(
            wp_rel_ugc("<a rel=\"me ugc\" href='http://a.b'>c</a>", HOME),
            "<a href=\"http://a.b\" rel=\"me ugc nofollow\">c</a>"
        );
    }

    #[test]
    fn a_visitor_may_write_little() {
        assert_eq!(
            wp_filter_comment(
                "<p onclick=x>a</p><b class=c>b</b> <a href=\"javascript:x\" target=y>c</a>",
                AllowedHtml::Data,
                HOME
            ),
            "a<b>b</b> <a href=\"x\" rel=\"nofollow ugc\">c</a>"
        );
    }
}
