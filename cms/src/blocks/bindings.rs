//! Block bindings: attributes whose values come from elsewhere, such as post meta or a pattern's overrides.

use serde_json::Value;

use super::context::{BlockRenderer, Values};
use super::html::TagProcessor;
use super::parser::Attributes;
use super::php;
use super::types::BlockType;
use crate::{CacheTag, Result, posts, terms};

/// Attributes that may be bound, WordPress's `get_block_bindings_supported_attributes`.
fn bindable(block: &str) -> &'static [&'static str] {
    match block {
        "core/paragraph" | "core/heading" | "core/list-item" => &["content"],
        "core/image" => &["id", "url", "title", "alt", "caption"],
        "core/button" => &["url", "text", "linkTarget", "rel"],
        "core/post-date" => &["datetime"],
        "core/navigation-link" | "core/navigation-submenu" => &["url"],
        _ => &[],
    }
}

/// The bound attributes of a block with their values.
pub async fn values(
    renderer: &mut BlockRenderer,
    kind: &BlockType,
    attributes: &Attributes,
    context: &Values,
) -> Result<Attributes> {
    let mut values = Attributes::new();
    let names = bindable(&kind.name);
    let bindings = php::at(attributes, &["metadata", "bindings"]).and_then(Value::as_object);
    let Some(bindings) = bindings.filter(|_| !names.is_empty()) else { return Ok(values) };
    let all_overridden = php::text_at(bindings, &["__default", "source"]) == Some("core/pattern-overrides");
    for name in names {
        let own = bindings.get(*name);
        let source = own.and_then(|binding| binding.get("source")).and_then(Value::as_str);
        let source = source.or(if all_overridden && own.is_none() { Some("core/pattern-overrides") } else { None });
        let args = own.and_then(|binding| binding.get("args")).and_then(Value::as_object).cloned().unwrap_or_default();
        let Some(source) = source else { continue };
        if let Some(value) = value(renderer, (source, &args), name, attributes, context).await? {
            values.insert((*name).to_owned(), value);
        }
    }
    Ok(values)
}

async fn value(
    renderer: &mut BlockRenderer,
    (source, args): (&str, &Attributes),
    name: &str,
    attributes: &Attributes,
    context: &Values,
) -> Result<Option<Value>> {
    match source {
        "core/pattern-overrides" => Ok(overridden(name, attributes, context)),
        "core/post-meta" => post_meta(renderer, args, context).await,
        "core/post-data" => post_data(renderer, args, context).await,
        "core/term-data" => term_data(renderer, args, context).await,
        _ => Ok(None),
    }
}

/// What the page that uses a synced pattern put in place of a part of it.
fn overridden(name: &str, attributes: &Attributes, context: &Values) -> Option<Value> {
    let block = php::text_at(attributes, &["metadata", "name"])?;
    let of_block = context.get("pattern/overrides")?.get(block)?;
    match of_block.get(name)? {
        Value::String(text) if text.is_empty() => Some(Value::Null),
        value => Some(value.clone()),
    }
}

/// A meta value that may be seen: not protected, of a post that may be read.
async fn post_meta(renderer: &mut BlockRenderer, args: &Attributes, context: &Values) -> Result<Option<Value>> {
    let (Some(key), Some(post_id)) = (php::text_at(args, &["key"]), context.number("postId")) else { return Ok(None) };
    renderer.read(CacheTag::Post(post_id));
    let Some(post) = posts::by_id(&renderer.site, post_id).await? else { return Ok(None) };
    if key.starts_with('_') || post.status != "publish" || !post.password.is_empty() {
        return Ok(None);
    }
    let meta = posts::meta_of(&renderer.site, post_id).await?;
    Ok(meta.into_iter().find(|(name, _)| name == key).map(|(_, value)| Value::String(value)))
}

async fn post_data(renderer: &mut BlockRenderer, args: &Attributes, context: &Values) -> Result<Option<Value>> {
    let field = php::text_at(args, &["field"]).or_else(|| php::text_at(args, &["key"]));
    let (Some(field), Some(post_id)) = (field, context.number("postId")) else { return Ok(None) };
    renderer.read(CacheTag::Post(post_id));
    let Some(post) = posts::by_id(&renderer.site, post_id).await? else { return Ok(None) };
    if post.status != "publish" || !post.password.is_empty() {
        return Ok(None);
    }
    Ok(match field {
        "date" => Some(Value::String(super::dates::written(&renderer.site, "c", post.date))),
        "modified" if post.modified > post.date => {
            Some(Value::String(super::dates::written(&renderer.site, "c", post.modified)))
        }
        "modified" => Some(Value::String(String::new())),
        "link" => Some(Value::String(super::links::post(&renderer.site, &post).await?)),
        _ => None,
    })
}

async fn term_data(renderer: &mut BlockRenderer, args: &Attributes, context: &Values) -> Result<Option<Value>> {
    let field = php::text_at(args, &["field"]).or_else(|| php::text_at(args, &["key"]));
    let (Some(field), Some(term_id)) = (field, context.number("termId")) else { return Ok(None) };
    renderer.read(CacheTag::Term(term_id));
    let Some(term) = terms::by_id(&renderer.site, term_id).await? else { return Ok(None) };
    Ok(match field {
        "id" => Some(Value::String(term.id.to_string())),
        "name" => Some(Value::String(term.name)),
        "link" => Some(Value::String(super::links::term(&renderer.site, &term).await?)),
        "slug" => Some(Value::String(term.slug)),
        "description" => Some(Value::String(term.description)),
        "parent" => Some(Value::String(term.parent_id.to_string())),
        "count" => Some(Value::String(format!("({})", term.count))),
        _ => None,
    })
}

/// The saved HTML with the bound values in the places that the block's type names.
pub fn replaced(html: &str, kind: &BlockType, values: &Attributes, first_inner_at: Option<usize>) -> String {
    let mut html = html.to_owned();
    let original = html.clone();
    for (name, value) in values {
        let Some(declared) = kind.attributes.get(name) else { continue };
        let text = php::to_text(value);
        let selectors = declared.selector.as_deref().unwrap_or_default();
        html = match (declared.source.as_deref(), &declared.attribute) {
            (Some("html" | "rich-text"), _) => {
                with_inner_html(&html, selectors, &text, first_inner_at.filter(|_| html == original))
            }
            (Some("attribute"), Some(attribute)) => with_attribute(&html, selectors, attribute, &text),
            _ => html,
        };
    }
    html
}

fn with_attribute(html: &str, selector: &str, attribute: &str, value: &str) -> String {
    let mut tags = TagProcessor::new(html);
    let element = selector.rsplit(' ').next().unwrap_or_default();
    let first = element.split(',').next().unwrap_or_default();
    if tags.next_tag_named(first.split(['.', ':', '[']).next().unwrap_or_default()) {
        tags.set_attribute(attribute, value);
    }
    tags.finish()
}

/// Replaces what is inside the first element that one of the selectors names.
fn with_inner_html(html: &str, selectors: &str, value: &str, first_inner_at: Option<usize>) -> String {
    let names: Vec<&str> = selectors.split(',').map(str::trim).collect();
    for name in names {
        let mut tags = TagProcessor::new(html);
        if !tags.next_tag_named(name) {
            continue;
        }
        let start = tags.tag_end();
        let mut depth = 1;
        while depth > 0 && tags.next_any_tag() {
            if tags.tag_name() == name {
                depth += if tags.is_closer() { -1 } else { 1 };
            }
        }
        if depth > 0 {
            return html.to_owned();
        }
        let end = first_inner_at.filter(|at| (start..tags.tag_start()).contains(at)).unwrap_or(tags.tag_start());
        let value = crate::formatting::wp_kses_post(value);
        return format!("{}{value}{}", &html[..start], &html[end..]);
    }
    html.to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::blocks::types::block_type;

    #[test]
    fn bound_texts_and_attributes_take_their_place() {
        let values = json!({"content": "new <b>text</b>"});
        let paragraph = block_type("core/paragraph").unwrap();
        let html = replaced("<p class=\"a\">old</p>", paragraph, values.as_object().unwrap(), None);
        assert_eq!(html, "<p class=\"a\">new <b>text</b></p>");
        let values = json!({"url": "http://a.b/c.png", "alt": "\"x\""});
        let image = block_type("core/image").unwrap();
        let html = replaced("<figure><img src=\"y\" alt=\"\"/></figure>", image, values.as_object().unwrap(), None);
        assert_eq!(html, "<figure><img src=\"http://a.b/c.png\" alt=\"&quot;x&quot;\"/></figure>");
    }
}
