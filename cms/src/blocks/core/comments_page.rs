//! The page of a post's comments that the request asks for, and links to the others.

use super::{Call, page_numbers, query_pagination};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::comments::{Thread, ThreadRules, shown_under, threads};
use crate::formatting::esc_url;
use crate::permalinks::{Permalinks, comment_page_url};
use crate::{CacheTag, posts};

/// A page of comments.
pub struct CommentsPage {
    /// The comments with their answers.
    pub threads: Vec<Thread>,
    /// The page's number, from 1.
    pub number: u64,
    /// How many pages there are.
    pub pages: u64,
}

/// Loads the page.
pub async fn load(renderer: &mut BlockRenderer, post_id: i64) -> Result<CommentsPage> {
    renderer.read(CacheTag::Comments(post_id));
    let rules = ThreadRules::of(renderer.site.settings());
    let mut all = threads(shown_under(&renderer.site, post_id).await?, rules);
    let Some(per_page) = rules.per_page else {
        if !rules.oldest_first {
            all.reverse();
        }
        return Ok(CommentsPage { threads: all, number: 1, pages: 1 });
    };
    let pages = u64::try_from(all.len()).unwrap_or_default().div_ceil(per_page).max(1);
    let asked =
        renderer.visit.path.rsplit_once("/comment-page-").and_then(|(_, rest)| rest.trim_matches('/').parse().ok());
    let asked = asked.or_else(|| renderer.visit.parameter("cpage").and_then(|page| page.parse().ok()));
    let number: u64 = asked.unwrap_or(if rules.newest_page_first { pages } else { 1 }).clamp(1, pages);
    let start = usize::try_from((number - 1) * per_page).unwrap_or(usize::MAX);
    let mut threads: Vec<_> =
        all.into_iter().skip(start).take(usize::try_from(per_page).unwrap_or(usize::MAX)).collect();
    if !rules.oldest_first {
        threads.reverse();
    }
    Ok(CommentsPage { threads, number, pages })
}

/// Renders the navigation around its parts.
pub fn render(renderer: &BlockRenderer, call: Call<'_>) -> String {
    let protected = renderer.post.as_ref().is_some_and(|post| !post.password.is_empty());
    if call.content.trim().is_empty() || protected {
        return String::new();
    }
    let class = if call.has_link_color() { "has-link-color" } else { "" };
    let wrapper =
        call.wrapper(renderer, &[("aria-label", renderer.words().say("Comments pagination")), ("class", class)]);
    format!("<nav {wrapper}>{}</nav>", call.content)
}

async fn address(renderer: &BlockRenderer, post_id: i64, number: u64) -> Result<String> {
    let Some(post) = posts::by_id(&renderer.site, post_id).await? else { return Ok(String::new()) };
    let address = links::post(&renderer.site, &post).await?;
    Ok(comment_page_url(&Permalinks::new(renderer.site.settings()), &address, number))
}

/// Renders the link to newer or older comments.
pub async fn render_step(renderer: &mut BlockRenderer, call: Call<'_>, is_next: bool) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let page = load(renderer, id).await?;
    let target = if is_next { page.number + 1 } else { page.number - 1 };
    if target < 1 || target > page.pages {
        return Ok(String::new());
    }
    let words = renderer.words();
    let default = if is_next { words.say("Newer Comments") } else { words.say("Older Comments") };
    let label = match call.text("label") {
        "" => default,
        label => label,
    };
    let kind = call.values.text("comments/paginationArrow");
    let arrow = query_pagination::arrow(kind, "wp-block-comments-pagination", is_next);
    let label = if is_next { format!("{label}{arrow}") } else { format!("{arrow}{label}") };
    let href = esc_url(&address(renderer, id, target).await?);
    Ok(format!("<a href=\"{href}\" {}>{label}</a>", call.wrapper(renderer, &[])))
}

/// Renders the numbers of the pages.
pub async fn render_numbers(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(id) = call.post_id() else { return Ok(String::new()) };
    let page = load(renderer, id).await?;
    let mut addresses = Vec::new();
    for number in 1..=page.pages {
        addresses.push(address(renderer, id, number).await?);
    }
    let address_of = |number: u64| addresses.get(number as usize - 1).cloned().unwrap_or_default();
    let numbers = page_numbers::list(page.number, page.pages, 2, address_of);
    if numbers.is_empty() {
        return Ok(numbers);
    }
    Ok(format!("<div {}>{numbers}</div>", call.wrapper(renderer, &[])))
}
