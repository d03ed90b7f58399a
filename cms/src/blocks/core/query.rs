//! `core/query` with its post template, title, totals and the text for no results.

use std::sync::Arc;

use serde_json::Value;

use super::{Call, classes, post_class, query_posts};
use crate::Result;
use crate::blocks::context::{BlockRenderer, Values};
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::formatting::{esc_attr, esc_html, sanitize_title};
use crate::posts::type_named;

/// Renders the query block around everything.
pub fn render(call: Call<'_>) -> String {
    let is_enhanced = call.attributes.get("enhancedPagination") == Some(&Value::Bool(true));
    let Some(id) = call.attributes.get("queryId").map(php::to_text).filter(|_| is_enhanced) else {
        return call.content;
    };
    let mut tags = TagProcessor::new(&call.content);
    if tags.next_tag() {
        tags.set_attribute("data-wp-interactive", "core/query");
        tags.set_attribute("data-wp-router-region", &format!("query-{id}"));
        tags.set_attribute("data-wp-context", "{}");
        tags.set_attribute("data-wp-key", &id);
    }
    tags.finish()
}

/// Renders the template once for each post.
pub async fn render_template(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let page = query_posts::load(renderer, &call).await?;
    if page.posts.is_empty() {
        return Ok(String::new());
    }
    let wrapper = call.wrapper(renderer, &[("class", template_classes(&call).trim())]);
    let before = renderer.post.clone();
    let mut items = String::new();
    for post in page.posts {
        renderer.post = Some(post.clone());
        let values = Values::default().with_post(&post);
        let inner = renderer.render_inner(call.block, &values).await?;
        let class = post_class::classes(renderer, "wp-block-post", &post).await?;
        let key = match call.values.flag("enhancedPagination") {
            true => format!(" data-wp-key=\"post-template-item-{}\"", post.id),
            false => String::new(),
        };
        items.push_str(&format!("<li{key} class=\"{}\">{inner}</li>", esc_attr(&class)));
    }
    renderer.post = before;
    Ok(format!("<ul {wrapper}>{items}</ul>"))
}

fn template_classes(call: &Call<'_>) -> String {
    let mut class = String::new();
    let display = call.values.get("displayLayout").filter(|_| call.values.get("query").is_some());
    if let Some(display) = display.filter(|display| display.get("type").is_some_and(|kind| kind == "flex")) {
        let columns = display.get("columns").map(php::to_text).unwrap_or_default();
        class.push_str(&format!("is-flex-container columns-{columns}"));
    }
    if call.has_link_color() {
        class.push_str(" has-link-color");
    }
    let layout = |name: &str| php::at(call.attributes, &["layout", name]).filter(|value| !php::is_empty(Some(value)));
    let columns = layout("columnCount").filter(|_| layout("type").is_some_and(|kind| kind == "grid"));
    if let Some(columns) = columns {
        class.push_str(&format!(" {}", sanitize_title(&format!("columns-{}", php::to_text(columns)))));
        if layout("minimumColumnWidth").is_some() {
            class.push_str(" has-native-responsive-grid");
        }
    }
    class
}

/// Renders what stands there if nothing was found.
pub async fn render_no_results(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    if call.content.trim().is_empty() || !query_posts::load(renderer, &call).await?.posts.is_empty() {
        return Ok(String::new());
    }
    let class = if call.has_link_color() { "has-link-color" } else { "" };
    Ok(format!("<div {}>{}</div>", call.wrapper(renderer, &[("class", class)]), call.content))
}

/// Renders how many were found.
pub async fn render_total(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let page = query_posts::load(renderer, &call).await?;
    let start = if page.total == 0 { 0 } else { (page.number - 1) * page.per_page + 1 };
    let end = (start + page.per_page - 1).min(page.total);
    let words = renderer.words();
    let text = match call.text("displayType") {
        "range-display" if start == end => words.fill("Displaying %1$s of %2$s", &[&start, &page.total]),
        "range-display" => words.fill("Displaying %1$s – %2$s of %3$s", &[&start, &end, &page.total]),
        _ => words.count("%s result found", "%s results found", i64::try_from(page.total).unwrap_or(i64::MAX)),
    };
    Ok(format!("<div {}>{text}</div>", call.wrapper(renderer, &[])))
}

/// Renders the heading of an archive or a search.
pub fn render_title(renderer: &mut BlockRenderer, call: Call<'_>) -> String {
    let Some(title) = title(renderer, &call) else { return String::new() };
    let element = classes::heading(&call, "h1");
    let wrapper = call.wrapper(renderer, &[("class", &classes::text_align(&call))]);
    format!("<{element} {wrapper}>{title}</{element}>")
}

fn title(renderer: &BlockRenderer, call: &Call<'_>) -> Option<String> {
    let listing: Option<Arc<_>> = renderer.visit.listing.clone();
    let words = renderer.words();
    let with_prefix = call.attributes.get("showPrefix").is_none() || call.flag("showPrefix");
    match call.text("type") {
        "archive" => {
            let listing = listing.filter(|listing| listing.search.is_none() && !listing.title.is_empty())?;
            Some(if with_prefix { listing.title.clone() } else { listing.bare_title.clone() })
        }
        "search" => {
            let asked = listing?.search.clone()?;
            Some(match call.flag("showSearchTerm") {
                true => words.fill("Search results for: &#8220;%s&#8221;", &[&esc_html(&asked)]),
                false => words.say("Search results").to_owned(),
            })
        }
        "post-type" => {
            let of_query = call.values.get("query").and_then(|query| query.get("postType")).map(php::to_text);
            let name = of_query.or_else(|| renderer.post.as_ref().map(|post| post.post_type.clone()))?;
            let found = type_named(renderer.site.settings(), &name)?;
            let singular = words.say(&found.singular).to_owned();
            Some(if with_prefix { words.fill("Post Type: &#8220;%s&#8221;", &[&singular]) } else { singular })
        }
        _ => None,
    }
}
