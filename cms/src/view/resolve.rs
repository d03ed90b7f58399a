//! From an address to what the page is about (`WP_Query::parse_query`, `WP::handle_404`).

use super::found::{Found, Target};
use super::{Query, Request, lists, single};
use crate::permalinks::{Parsed, Permalinks};
use crate::posts::{Post, type_named};
use crate::{CacheTag, Result, Site, users};

/// Finds what `parsed` means for whoever sent `request`.
pub(super) async fn resolve(site: &Site, request: &Request, parsed: Parsed) -> Result<Found> {
    let mut found = Found::of(parsed);
    found.tags.insert(CacheTag::Settings);
    choose_front_page(site, &mut found);
    if found.query.names_one_post() {
        resolve_single(site, request, &mut found).await?;
    } else {
        resolve_list(site, request, &mut found).await?;
    }
    found.not_found |= found.query.error == "404" || is_no_date(&found.query);
    Ok(found)
}

/// The static front page stands at the home address; the page of posts shows the latest posts.
fn choose_front_page(site: &Site, found: &mut Found) {
    let front = Permalinks::new(site.settings()).page_on_front();
    let query = &mut found.query;
    let plain =
        Query { preview: query.preview, page: query.page, paged: query.paged, cpage: query.cpage, ..Query::default() };
    if front != 0 && *query == plain {
        query.page_id = front;
        found.is_front_page = true;
        if query.paged != 0 {
            query.page = std::mem::take(&mut query.paged);
        }
    }
}

fn page_for_posts(site: &Site) -> i64 {
    if site.settings().text("show_on_front") == "page" { site.settings().number("page_for_posts") } else { 0 }
}

async fn resolve_single(site: &Site, request: &Request, found: &mut Found) -> Result<()> {
    let Some(post) = single::find(site, &found.query, &request.actor).await? else {
        found.not_found = true;
        return Ok(());
    };
    if post.id == page_for_posts(site) && post.post_type == "page" {
        found.posts_page = Some(Box::new(post));
        return resolve_home(site, request, found).await;
    }
    found.tags.insert(CacheTag::Post(post.id));
    found.is_front_page |= post.id == Permalinks::new(site.settings()).page_on_front() && post.post_type == "page";
    found.is_preview = found.query.preview || !matches!(post.status.as_str(), "publish" | "private" | "inherit");
    found.not_found |= is_past_the_end(&post, found.query.page);
    found.target = Target::Post(Box::new(post));
    Ok(())
}

fn is_past_the_end(post: &Post, page: u64) -> bool {
    page > 1 && page > post.content.matches("<!--nextpage-->").count() as u64 + 1
}

async fn resolve_home(site: &Site, request: &Request, found: &mut Found) -> Result<()> {
    let posts_page = found.posts_page.is_some();
    found.target = Target::Home;
    found.is_front_page = !posts_page && Permalinks::new(site.settings()).page_on_front() == 0;
    let query = Query { paged: found.query.paged, feed: found.query.feed.clone(), ..Query::default() };
    fill(site, request, found, &query).await?;
    if found.query.page_number() == 1 {
        put_sticky_first(site, found).await?;
    }
    found.not_found |= found.ids.is_empty() && found.query.paged > 1;
    Ok(())
}

async fn put_sticky_first(site: &Site, found: &mut Found) -> Result<()> {
    let sticky = lists::sticky_ids(site).await?;
    if sticky.is_empty() || found.query.is_feed() {
        return Ok(());
    }
    let (mut first, rest): (Vec<i64>, Vec<i64>) = found.ids.iter().partition(|id| sticky.contains(id));
    let elsewhere: Vec<i64> = sticky.iter().copied().filter(|id| !first.contains(id)).collect();
    first.extend(elsewhere);
    first.extend(rest);
    found.ids = first;
    Ok(())
}

async fn fill(site: &Site, request: &Request, found: &mut Found, query: &Query) -> Result<lists::Listing> {
    let listing = lists::listing(site, query, &request.actor).await?;
    found.per_page = listing.list.limit;
    (found.ids, found.total) = lists::ids(site, query, &listing, &request.actor).await?;
    found.tags.extend(listing.tags.iter().cloned());
    Ok(listing)
}

async fn resolve_list(site: &Site, request: &Request, found: &mut Found) -> Result<()> {
    if !found.query.error.is_empty() || is_no_date(&found.query) {
        found.not_found = true;
        return Ok(());
    }
    let query = found.query.clone();
    let archive = type_named(site.settings(), &query.post_type).filter(|found| found.archive.is_some());
    let is_tax = query.is_category() || query.is_tag() || !query.terms.is_empty();
    if !is_tax && !query.is_author() && !query.is_date() && query.s.is_none() && archive.is_none() {
        return resolve_home(site, request, found).await;
    }
    let listing = fill(site, request, found, &query).await?;
    let has_posts = !found.ids.is_empty();
    let is_first = query.paged <= 1;
    // A search shows as a search whatever else narrows it; a term before a person, a person before a date.
    (found.target, found.not_found) = match (listing.term, listing.author) {
        _ if query.s.is_some() => (Target::Search, !has_posts && !is_first),
        (Some(term), _) => (Target::Term(Box::new(term)), !has_posts && !is_first),
        (None, Some(author)) => {
            let belongs = has_posts || users::on_site(site, author.id).await?.is_some();
            (Target::Author(Box::new(author)), !belongs || (!has_posts && !is_first))
        }
        (None, None) if query.is_date() => (Target::Date, !has_posts),
        (None, None) => match archive {
            Some(archive) => (Target::Type(Box::new(archive)), !has_posts && !is_first),
            None if is_tax || query.is_author() => (Target::Nothing, !has_posts),
            None => (Target::Home, !has_posts && !is_first),
        },
    };
    Ok(())
}

fn is_no_date(query: &Query) -> bool {
    if query.names_one_post() {
        return false;
    }
    let year = i32::try_from(query.year).unwrap_or(i32::MAX);
    let no_day = query.day != 0
        && query.year != 0
        && query.monthnum != 0
        && chrono::NaiveDate::from_ymd_opt(year, query.monthnum, query.day).is_none();
    no_day || (query.monthnum > 12)
}
