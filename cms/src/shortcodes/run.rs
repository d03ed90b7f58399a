//! Replaces the shortcodes of a text: WordPress's `do_shortcode` and `strip_shortcodes`.

use std::borrow::Cow;

use super::ShortcodeAttributes;
use super::in_tags::shortcodes_in_tags;
use super::scan::{Found, Scan};

/// What is known about shortcodes: their names, and what stands in their place.
pub trait Handlers {
    /// The names that are known, in the order in which they were registered.
    fn names(&self) -> &[&str];

    /// What stands in the place of a shortcode; nothing if it is empty.
    ///
    /// `content` is what it encloses; a handler that wants shortcodes in it replaced does so itself.
    fn render(&self, name: &str, attributes: ShortcodeAttributes, content: Option<&str>) -> String;
}

/// WordPress's `do_shortcode`: replaces each known shortcode, also in the attributes of elements. With `ignore_html`, those
/// within elements stay.
pub fn do_shortcode<'a>(text: &'a str, handlers: &dyn Handlers, ignore_html: bool) -> Cow<'a, str> {
    replace_all(text, handlers.names(), ignore_html, &|found| rendered(found, handlers))
}

/// WordPress's `strip_shortcodes`: takes the shortcodes of these names out of a text, with what they enclose.
pub fn strip_shortcodes<'a>(text: &'a str, names: &[&str]) -> Cow<'a, str> {
    replace_all(text, names, true, &|found| Some(brackets_around(found, String::new())))
}

/// Calls `replace` for each known shortcode that is not escaped; nothing leaves it as it is.
fn replace_all<'a>(
    text: &'a str,
    names: &[&str],
    ignore_html: bool,
    replace: &dyn Fn(&Found<'_>) -> Option<String>,
) -> Cow<'a, str> {
    if !has_known_name(text, names) {
        return Cow::Borrowed(text);
    }
    let prepared = shortcodes_in_tags(text, names, ignore_html, &|part| replace_in(part, names, replace));
    let replaced = replace_in(&prepared, names, replace);
    // Brackets that were hidden in elements come back, also those that were written as entities by hand.
    Cow::Owned(replaced.replace("&#91;", "[").replace("&#93;", "]"))
}

/// Is there a bracket with a known name behind it?
fn has_known_name(text: &str, names: &[&str]) -> bool {
    memchr::memchr_iter(b'[', text.as_bytes()).any(|at| {
        let name = &text.as_bytes()[at + 1..];
        let ends = |byte: &u8| *byte <= b' ' || b"<>&/[]=".contains(byte);
        names.iter().any(|known| name.starts_with(known.as_bytes()) && name.get(known.len()).is_none_or(ends))
    })
}

/// Replaces in one stretch of text, and counts.
pub(super) fn replace_in(text: &str, names: &[&str], replace: &dyn Fn(&Found<'_>) -> Option<String>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut copied = 0;
    for found in Scan::new(text, names) {
        replaced.push_str(&text[copied..found.start]);
        copied = found.end;
        if found.is_escaped() {
            replaced.push_str(&text[found.start + 1..found.end - 1]);
            continue;
        }
        match replace(&found) {
            Some(replacement) => replaced.push_str(&replacement),
            None => replaced.push_str(&text[found.start..found.end]),
        }
    }
    replaced.push_str(&text[copied..]);
    replaced
}

fn rendered(found: &Found<'_>, handlers: &dyn Handlers) -> Option<String> {
    let attributes = ShortcodeAttributes::parse(found.attributes);
    Some(brackets_around(found, handlers.render(found.name, attributes, found.content)))
}

/// A second bracket on one side only is text.
fn brackets_around(found: &Found<'_>, replacement: String) -> String {
    match (found.double_open, found.double_close) {
        (true, _) => format!("[{replacement}"),
        (_, true) => format!("{replacement}]"),
        _ => replacement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Shout;

    impl Handlers for Shout {
        fn names(&self) -> &[&str] {
            &["shout", "empty"]
        }

        fn render(&self, name: &str, attributes: ShortcodeAttributes, content: Option<&str>) -> String {
            if name == "empty" {
                return String::new();
            }
            let content = content.map(|content| do_shortcode(content, self, false).to_uppercase());
            content.unwrap_or_else(|| attributes.get("word").unwrap_or("!").to_owned())
        }
    }

    fn done(text: &str) -> String {
        do_shortcode(text, &Shout, false).into_owned()
    }

    #[test]
    fn shortcodes_are_replaced_and_unknown_ones_stay() {
        assert_eq!(done("a [shout word=b/] [other] [shout]c[empty]d[/shout]"), "a b [other] CD");
        assert_eq!(done("[shout]a[shout]b[/shout]c[/shout]"), "A!Bc[/shout]");
    }

    #[test]
    fn escaped_shortcodes_show_themselves() {
        assert_eq!(done("[[shout]] [[shout/]]"), "[shout] [shout/]");
        assert_eq!(done("[[shout/] [shout/]]"), "[! !]");
    }

    #[test]
    fn attributes_of_elements_are_cleaned() {
        assert_eq!(done("<a title=\"[shout word='x y'/]\">"), "<a title=\"x y\">");
        assert_eq!(done("<a title=\"[other]\" href=\"[empty]\">"), "<a title=\"[other]\" href=\"\">");
        assert_eq!(done("<!-- [shout] --> [shout]"), "<!-- [shout] --> !");
    }

    #[test]
    fn stripping_takes_the_content_too() {
        assert_eq!(strip_shortcodes("a [x]b[/x] [[x]] [y]", &["x"]), "a  [x] [y]");
    }
}
