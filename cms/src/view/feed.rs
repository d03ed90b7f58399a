//! From what an address asks for to a feed of it.

use super::found::{Found, Target};
use super::{Query, Request, resolve};
use crate::feeds::{self, Comments, Document, Kind};
use crate::formatting::{decode_html_text, php_date};
use crate::languages::{Words, filled};
use crate::permalinks::{self, Parsed};
use crate::{Result, Site, posts};

/// The feed that `query` asks for; `None` where there is no feed of that name.
pub async fn feed(site: &Site, request: &Request, query: &Query) -> Result<Option<Document>> {
    let Ok(kind) = query.feed.parse::<Kind>() else { return Ok(None) };
    let parsed = Parsed { query: query.clone(), ..Parsed::default() };
    let found = resolve::resolve(site, request, parsed).await?;
    let document = match wanted(&found) {
        Wanted::Posts => posts_feed(site, request, kind, &found).await?,
        Wanted::CommentsOfSite => feeds::comments(site, kind, Comments::OfSite, &own_address(site, request)).await?,
        Wanted::CommentsOfPost => post_comments(site, request, kind, &found).await?,
    };
    Ok(Some(with_tags(document, &found)))
}

enum Wanted {
    Posts,
    CommentsOfSite,
    CommentsOfPost,
}

/// Under one post stand its comments, unless posts were asked for (WordPress's `is_comment_feed`).
fn wanted(found: &Found) -> Wanted {
    match (&found.query, found.query.names_one_post()) {
        (query, true) if !query.withoutcomments => Wanted::CommentsOfPost,
        (query, false) if query.withcomments => Wanted::CommentsOfSite,
        _ => Wanted::Posts,
    }
}

async fn posts_feed(site: &Site, request: &Request, kind: Kind, found: &Found) -> Result<Document> {
    let blogname = site.settings().blogname();
    let title = match title(site, found) {
        Some(title) => format!("{title} \u{2013} {blogname}"),
        None => blogname,
    };
    let ids = if found.not_found { &[] } else { found.ids.as_slice() };
    let listed = posts::by_ids(site, ids).await?;
    feeds::posts(site, kind, &title, &own_address(site, request), &listed).await
}

async fn post_comments(site: &Site, request: &Request, kind: Kind, found: &Found) -> Result<Document> {
    let own = own_address(site, request);
    let Some(post) = found.post().filter(|_| !found.not_found) else {
        return feeds::comments(site, kind, Comments::OfNothing, &own).await;
    };
    // WordPress leads back to the post, and from a page to the site.
    let link = if post.post_type == "page" { site.url().to_owned() } else { permalinks::of_post(site, post).await? };
    feeds::comments(site, kind, Comments::OfPost(post, &link), &own).await
}

/// The address as it was asked for.
fn own_address(site: &Site, request: &Request) -> String {
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    format!("{}{}{query}", site.url(), request.path)
}

/// What the list is of; none for the latest posts.
fn title(site: &Site, found: &Found) -> Option<String> {
    let words = site.settings().words();
    if found.not_found {
        return Some(words.say("Page not found").to_owned());
    }
    Some(match &found.target {
        Target::Term(term) => term.name.clone(),
        Target::Author(person) => person.display_name.clone(),
        Target::Date => date_title(words, &found.query),
        Target::Type(post_type) => words.say(&post_type.label).to_owned(),
        Target::Search => {
            let asked = found.query.s.as_deref().unwrap_or_default();
            filled(&decode_html_text(words.say("Search Results for &#8220;%s&#8221;")), &[&asked])
        }
        Target::Home | Target::Post(_) | Target::Members(_) | Target::Nothing => return None,
    })
}

fn date_title(words: &Words, query: &Query) -> String {
    let year = i32::try_from(query.year).unwrap_or_default();
    let date = chrono::NaiveDate::from_ymd_opt(year, query.monthnum.max(1), query.day.max(1));
    let written = |format: &str, date: chrono::NaiveDate| {
        php_date(format, &date.and_time(chrono::NaiveTime::default()).and_utc(), "UTC", words.calendar())
    };
    match (date, query.monthnum, query.day) {
        (Some(date), 1.., 1..) => written(words.say("F j, Y"), date),
        (Some(date), 1.., _) => written(words.say("F Y"), date),
        _ => query.year.to_string(),
    }
}

fn with_tags(mut document: Document, found: &Found) -> Document {
    let more = found.tags.iter().filter(|tag| !document.tags.contains(tag)).cloned();
    let more: Vec<_> = more.collect();
    document.tags.extend(more);
    document
}
