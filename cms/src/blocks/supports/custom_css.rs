//! CSS that an editor wrote for one block (`style.css`).

use serde_json::{Value, json};

use super::Supported;
use crate::blocks::collected::Collected;
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::{Attributes, Block, Chunk};
use crate::blocks::php;
use crate::blocks::types::BlockType;

const PREFIX: &str = "wp-custom-css-";

/// How deep a block's inner blocks take part in the hash of its class.
const HASHED_DEPTH: usize = 64;

/// Gives the block a class of its own and collects its CSS, WordPress's `wp_render_custom_css_support_styles`.
pub fn before(block: &Block, attributes: &mut Attributes, kind: &BlockType, collected: &mut Collected) {
    let Some(css) = php::text_at(attributes, &["style", "css"]).filter(|css| !css.trim().is_empty()) else { return };
    if !kind.has_support(&["customCSS"], true) || has_tag(css) {
        return;
    }
    let class = format!("{PREFIX}{}", php::hash_of_values(&as_array(block, Some(attributes), HASHED_DEPTH)));
    collected.add_css(scoped_css(css, &format!(".{class}")));
    let names = match php::text_at(attributes, &["className"]) {
        Some(before) => format!("{before} {class}"),
        None => class,
    };
    attributes.insert("className".to_owned(), Value::String(names));
}

/// Whether a text has something like an HTML tag in it.
fn has_tag(css: &str) -> bool {
    css.split('<').skip(1).any(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|character: char| character.is_ascii_alphanumeric() || character == '_')
    })
}

/// A block as the array that WordPress hashes.
fn as_array(block: &Block, attributes: Option<&Attributes>, depth: usize) -> Value {
    let inner = block.inner_blocks.iter().filter(|_| depth > 0);
    let inner: Vec<_> = inner.map(|inner| as_array(inner, inner.attributes.as_ref(), depth - 1)).collect();
    let content = block.inner_content.iter().map(|chunk| match chunk {
        Chunk::Html(html) => json!(html),
        Chunk::Inner => Value::Null,
    });
    json!({
        "blockName": block.name,
        "attrs": attributes,
        "innerBlocks": inner,
        "innerHTML": block.inner_html(),
        "innerContent": content.collect::<Vec<_>>(),
    })
}

/// Puts the classes on the block's element, WordPress's `wp_render_custom_css_class_name`.
pub fn after(html: String, supported: Supported<'_>) -> String {
    let names = php::text_at(supported.attributes, &["className"]).unwrap_or_default();
    let Some(class) = names.split_ascii_whitespace().find(|name| name.starts_with(PREFIX)) else { return html };
    let mut tags = TagProcessor::new(&html);
    if tags.next_tag() {
        tags.add_class("has-custom-css");
        tags.add_class(class);
    }
    tags.finish()
}

/// CSS with `&` for the block itself, put under a selector: WordPress's `process_blocks_custom_css`.
pub fn scoped_css(css: &str, selector: &str) -> String {
    let mut scoped = String::new();
    for part in css.split('&').filter(|part| !part.is_empty()) {
        if !part.contains('{') {
            scoped.push_str(&format!(":root :where({selector}){{{}}}", part.trim()));
            continue;
        }
        let flat = part.replace('}', "");
        let pieces: Vec<&str> = flat.split('{').collect();
        if let [nested, declarations] = pieces[..] {
            let (nested, pseudo) = split_pseudo_element(nested);
            scoped.push_str(&format!(
                ":root :where({}){pseudo}{{{}}}",
                appended(selector, &nested),
                declarations.trim()
            ));
        }
    }
    scoped
}

/// `a ::before` as `a` and ` ::before`.
fn split_pseudo_element(selector: &str) -> (String, String) {
    let Some(colons) = selector.find("::") else { return (selector.to_owned(), String::new()) };
    let before = &selector[..colons];
    let start = before.trim_end_matches(|character: char| character.is_whitespace() || ">+~".contains(character)).len();
    let name = &selector[colons + 2..];
    let end = name.find(|character: char| !character.is_ascii_alphabetic() && character != '-').unwrap_or(name.len());
    (format!("{}{}", &selector[..start], &name[end..]), selector[start..colons + 2 + end].to_owned())
}

fn appended(selector: &str, nested: &str) -> String {
    let is_descendant = nested.starts_with(' ');
    let mut all = Vec::new();
    for outer in selector.split(',').map(str::trim) {
        for inner in nested.split(',') {
            let inner = if is_descendant { format!(" {}", inner.trim()) } else { inner.to_owned() };
            all.push(format!("{outer}{inner}"));
        }
    }
    all.join(if is_descendant { ", " } else { "," })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_is_put_under_the_selector() {
        assert_eq!(scoped_css("color:red", ".a"), ":root :where(.a){color:red}");
        assert_eq!(
            scoped_css("color:red; & p { margin:0 } &:hover::before{top:0}", ".a"),
            ":root :where(.a){color:red;}:root :where(.a p){margin:0}:root :where(.a:hover)::before{top:0}"
        );
    }

    #[test]
    fn css_with_tags_is_recognised() {
        assert!(has_tag("a{}</style><script>"));
        assert!(!has_tag("@media (width<=3px){}") && !has_tag("a < b"));
    }
}
