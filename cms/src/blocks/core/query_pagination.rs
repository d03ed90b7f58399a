//! `core/query-pagination` and its parts: next, previous, numbers.

use super::query_posts::{self, QueryPage};
use super::{Call, page_numbers};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::blocks::html::TagProcessor;
use crate::blocks::php;
use crate::formatting::{esc_html, esc_url};
use crate::permalinks::{Permalinks, list_page_url};

/// Renders the navigation around its parts.
pub fn render(renderer: &BlockRenderer, call: Call<'_>) -> String {
    if call.content.trim().is_empty() {
        return String::new();
    }
    let class = if call.has_link_color() { "has-link-color" } else { "" };
    let wrapper = call.wrapper(renderer, &[("aria-label", renderer.words().say("Pagination")), ("class", class)]);
    format!("<nav {wrapper}>{}</nav>", call.content)
}

/// The arrow that the blocks around ask for.
pub fn arrow(kind: Option<&str>, class: &str, is_next: bool) -> String {
    let kind = kind.unwrap_or_default();
    let arrow = match (kind, is_next) {
        ("arrow", true) => "→",
        ("arrow", false) => "←",
        ("chevron", true) => "»",
        ("chevron", false) => "«",
        _ => return String::new(),
    };
    let direction = if is_next { "next" } else { "previous" };
    format!("<span class='{class}-{direction}-arrow is-arrow-{kind}' aria-hidden='true'>{arrow}</span>")
}

/// The address of a page of the query.
fn address(renderer: &BlockRenderer, page: &QueryPage, number: u64) -> String {
    match &page.parameter {
        Some(parameter) => renderer.visit.address_with(parameter, Some(number.to_string())),
        None => list_address(renderer, number),
    }
}

/// The address of a page of the page's own list.
fn list_address(renderer: &BlockRenderer, number: u64) -> String {
    let path = renderer.visit.path.as_str();
    let first = path.find("/page/").map_or(path, |at| &path[..=at]);
    let links = Permalinks::new(renderer.site.settings());
    list_page_url(&links, &format!("{}{first}", renderer.site.url()), number)
}

/// Renders the link to the next or the previous page.
pub async fn render_step(renderer: &mut BlockRenderer, call: Call<'_>, is_next: bool) -> Result<String> {
    let page = query_posts::load(renderer, &call).await?;
    let most = query_posts::most_pages(&call);
    let last = if most == 0 || most > page.pages { page.pages } else { most };
    let target = if is_next { page.number + 1 } else { page.number - 1 };
    if target < 1 || target > last || (!is_next && page.number > last) {
        return Ok(String::new());
    }
    let mut wrapper = call.wrapper(renderer, &[]);
    let words = renderer.words();
    let default = if is_next { words.say("Next Page") } else { words.say("Previous Page") };
    let text = match call.text("label") {
        "" => default.to_owned(),
        label => esc_html(label).into_owned(),
    };
    let is_labelled = call.values.get("showLabel").is_none_or(|shown| !php::is_empty(Some(shown)));
    let mut label = if is_labelled { text.clone() } else { String::new() };
    if label.is_empty() {
        wrapper.push_str(&format!(" aria-label=\"{text}\""));
    }
    let arrow = arrow(call.values.text("paginationArrow"), "wp-block-query-pagination", is_next);
    label = if is_next { format!("{label}{arrow}") } else { format!("{arrow}{label}") };
    let href = esc_url(&address(renderer, &page, target));
    let link = format!("<a href=\"{href}\" {wrapper}>{label}</a>");
    Ok(if call.values.flag("enhancedPagination") { with_directives(&link, is_next) } else { link })
}

fn with_directives(link: &str, is_next: bool) -> String {
    let mut tags = TagProcessor::new(link);
    if tags.next_tag() {
        let direction = if is_next { "next" } else { "previous" };
        tags.set_attribute("data-wp-key", &format!("query-pagination-{direction}"));
        tags.set_attribute("data-wp-on--click", "core/query::actions.navigate");
        tags.set_attribute("data-wp-on--mouseenter", "core/query::actions.prefetch");
        tags.set_attribute("data-wp-watch", "core/query::callbacks.prefetch");
    }
    tags.finish()
}

/// Renders the numbers of the pages.
pub async fn render_numbers(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let page = query_posts::load(renderer, &call).await?;
    let most = query_posts::most_pages(&call);
    let total = if most == 0 || most > page.pages { page.pages } else { most };
    let around = u64::try_from(call.number("midSize")).unwrap_or(2);
    let numbers = page_numbers::list(page.number, total, around, |number| match &page.parameter {
        None => list_address(renderer, number),
        Some(parameter) => {
            let target = (number > 1).then(|| format!("{parameter}={number}"));
            let marker = (page.number != 1).then(|| "cst".to_owned());
            let query: Vec<_> = target.into_iter().chain(marker).collect();
            if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) }
        }
    });
    if numbers.is_empty() {
        return Ok(numbers);
    }
    let numbers = if call.values.flag("enhancedPagination") { numbers_with_directives(&numbers) } else { numbers };
    Ok(format!("<div {}>{numbers}</div>", call.wrapper(renderer, &[])))
}

fn numbers_with_directives(numbers: &str) -> String {
    let mut tags = TagProcessor::new(numbers);
    let mut index = 0;
    while tags.next_tag_with_class("page-numbers") {
        tags.set_attribute("data-wp-key", &format!("index-{index}"));
        index += 1;
        if tags.tag_name() == "a" {
            tags.set_attribute("data-wp-on--click", "core/query::actions.navigate");
        }
    }
    tags.finish()
}
