//! Shortcodes within the tags of elements: WordPress's `do_shortcodes_in_html_tags`.

use std::sync::LazyLock;

use regex::Regex;

use crate::formatting::{HtmlPiece, html_pieces, quoted_attributes, wp_kses_one_attribute};

/// Replaces shortcodes in attributes by `replace`, and hides all other brackets of elements as entities.
pub(super) fn shortcodes_in_tags(
    text: &str,
    names: &[&str],
    ignore_html: bool,
    replace: &dyn Fn(&str) -> String,
) -> String {
    // What is an entity already must not become a bracket later.
    let text = text.replace("&#91;", "&#091;").replace("&#93;", "&#093;");
    let mut prepared = String::with_capacity(text.len());
    for piece in html_pieces(&text) {
        match piece {
            HtmlPiece::Markup(tag) if tag.contains(['[', ']']) => {
                let tag = if ignore_html { tag.to_owned() } else { in_tag(tag, names, replace) };
                prepared.push_str(&hide_brackets(&tag));
            }
            other => prepared.push_str(other.as_str()),
        }
    }
    prepared
}

fn hide_brackets(tag: &str) -> String {
    tag.replace('[', "&#91;").replace(']', "&#93;")
}

fn in_tag(tag: &str, names: &[&str], replace: &dyn Fn(&str) -> String) -> String {
    static NAME_IN_BRACKETS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^<[\t\n\x0B\x0C\r ]*\[\[?[^\[\]]+\]").expect("a constant pattern"));
    if !tag.contains('[') || !tag.contains(']') || tag.starts_with("<!--") || tag.starts_with("<![CDATA[") {
        return tag.to_owned();
    }
    let Some(parts) = quoted_attributes(tag) else {
        // Something like `<[email]>`, which nobody writes who may not write any HTML.
        return if NAME_IN_BRACKETS.is_match(tag) { replace(tag) } else { tag.to_owned() };
    };
    let element: String = parts.front.chars().filter(char::is_ascii_alphanumeric).collect();
    let attributes = parts.attributes.iter().map(|attribute| in_attribute(attribute, &element, names, replace));
    format!("{}{}{}", parts.front, attributes.collect::<String>(), parts.back)
}

fn in_attribute(attribute: &str, element: &str, names: &[&str], replace: &dyn Fn(&str) -> String) -> String {
    let (Some(open), true) = (attribute.find('['), attribute.contains(']')) else { return attribute.to_owned() };
    let is_quoted = attribute.find(['"', '\'']).is_some_and(|quote| quote < open);
    if !is_quoted {
        // Not in quotation marks: the writer could write any HTML, and so may the shortcode.
        return replace(attribute);
    }
    if super::scan::Scan::new(attribute, names).next().is_none() {
        return attribute.to_owned();
    }
    let cleaned = wp_kses_one_attribute(&replace(attribute), element);
    if cleaned.trim().is_empty() { attribute.to_owned() } else { cleaned }
}
