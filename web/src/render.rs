//! From what the site answers to what HTTP sends: types, headers, and who may keep it.

use cms::permalinks::{self, rest_url};
use cms::posts::{self, Post};
use cms::sitemaps::{self, Stylesheet};
use cms::view::{self, Answer, Page, Query, Redirect};
use cms::{CacheTag, Result, Site, media, oembed};
use futures::future::BoxFuture;

use crate::output::{Made, Policy};

const XML: &str = "application/xml; charset=UTF-8";
const TEXT: &str = "text/plain; charset=utf-8";
/// Where WordPress keeps its default icon; ours stands at the same address.
const DEFAULT_ICON: &str = "/wp-includes/images/w-logo-gray-white-bg.png";

/// Makes the answer to `asked`. On the heap: all of a page's making in one future is tens of kilobytes, and each
/// caller's future would hold it once more.
pub fn made<'a>(site: &'a Site, asked: &'a view::Request) -> BoxFuture<'a, Result<Made>> {
    Box::pin(answer(site, asked))
}

async fn answer(site: &Site, asked: &view::Request) -> Result<Made> {
    match view::answer(site, asked).await? {
        Answer::Page(page) => Ok(of_page(*page)),
        Answer::Redirect(redirect) => Ok(of_redirect(redirect, asked)),
        Answer::Feed(query) => feed(site, asked, &query).await,
        Answer::Sitemap(query) => sitemap(site, asked, &query).await,
        Answer::Embed { post_id } => card(site, post_id).await,
        Answer::Robots => Ok(Made::document(TEXT, sitemaps::robots(site), vec![CacheTag::Settings])),
        Answer::Favicon => favicon(site).await,
        Answer::Trackback { post_id } => trackback(site, asked, post_id).await,
    }
}

fn of_page(page: Page) -> Made {
    let policy = if page.no_store { Policy::NoStore } else { Policy::SharedPage };
    let links = page.link_headers.into_iter().map(|link| ("link", link));
    Made {
        headers: links.collect(),
        tags: page.tags,
        post_id: page.post_id,
        may_be_kept: page.may_be_cached && page.status == 200,
        ..Made::html(page.status, page.html).with_policy(policy)
    }
}

fn of_redirect(redirect: Redirect, asked: &view::Request) -> Made {
    if redirect.status == 410 {
        let gone = "<!DOCTYPE html><html lang=\"en\"><title>Gone</title><h1>Gone</h1><p>This page has been removed for good.</p>";
        return Made { tags: redirect.tags, ..Made::html(410, gone).with_policy(Policy::NoStore) };
    }
    let is_lasting = matches!(redirect.status, 301 | 308);
    let may_be_kept = is_lasting && !asked.actor.is_signed_in() && !redirect.tags.is_empty();
    let policy = if is_lasting { Policy::SharedPage } else { Policy::NoStore };
    Made { tags: redirect.tags, may_be_kept, ..Made::redirect(redirect.status, redirect.location).with_policy(policy) }
}

fn api_link(site: &Site) -> (&'static str, String) {
    ("link", format!("<{}>; rel=\"https://api.w.org/\"", rest_url(site, "/")))
}

async fn feed(site: &Site, asked: &view::Request, query: &Query) -> Result<Made> {
    let Some(feed) = view::feed(site, asked, query).await? else { return not_found(site, asked).await };
    Ok(Made {
        headers: vec![api_link(site)],
        last_modified: Some(feed.last_modified),
        may_be_kept: !asked.actor.is_signed_in(),
        ..Made::document(feed.content_type, feed.body, feed.tags)
    })
}

async fn sitemap(site: &Site, asked: &view::Request, query: &Query) -> Result<Made> {
    let found = match (query.sitemap_stylesheet.as_str(), query.sitemap.as_str()) {
        ("index", _) => return Ok(Made::document(XML, sitemaps::stylesheet(Stylesheet::Index), Vec::new())),
        ("sitemap", _) => return Ok(Made::document(XML, sitemaps::stylesheet(Stylesheet::Sitemap), Vec::new())),
        (_, "index") => sitemaps::index(site).await?,
        (_, kind) => {
            let name = if query.sitemap_subtype.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind}-{}", query.sitemap_subtype)
            };
            match name.parse() {
                Ok(part) => sitemaps::part(site, &part, query.page_number()).await?,
                Err(_) => None,
            }
        }
    };
    match found {
        Some((xml, tags)) => Ok(Made::document(XML, xml, tags)),
        None => not_found(site, asked).await,
    }
}

/// The site's own page for what is not there.
async fn not_found(site: &Site, asked: &view::Request) -> Result<Made> {
    Ok(of_page(view::not_found(site, asked).await?))
}

async fn card(site: &Site, post_id: i64) -> Result<Made> {
    let found = match posts::by_id(site, post_id).await? {
        Some(post) => oembed::card(site, &post).await?,
        None => None,
    };
    let embed = ("x-wp-embed", "true".to_owned());
    let headers = vec![embed, api_link(site)];
    Ok(match found {
        Some((html, tags)) => Made { headers, tags, may_be_kept: true, ..Made::html(200, html) },
        None => Made { headers, ..Made::html(404, oembed::missing_card(site)).with_policy(Policy::NoStore) },
    })
}

/// The site's own icon, or the host's.
async fn favicon(site: &Site) -> Result<Made> {
    let own = match site.settings().number("site_icon") {
        0 => None,
        icon => media::of_attachment(site, icon).await?,
    };
    let location = match own {
        Some(media) => format!("{}/wp-content/uploads/{}", site.url(), media.file),
        None => format!("{}{DEFAULT_ICON}", site.url()),
    };
    let mut made = Made::redirect(302, location);
    made.headers.push(api_link(site));
    Ok(made)
}

/// Trackbacks are not taken; whoever follows the address is led to the post.
async fn trackback(site: &Site, asked: &view::Request, post_id: i64) -> Result<Made> {
    match public_post(site, post_id).await? {
        Some(post) => Ok(Made::redirect(302, permalinks::of_post(site, &post).await?)),
        None => not_found(site, asked).await,
    }
}

async fn public_post(site: &Site, post_id: i64) -> Result<Option<Post>> {
    Ok(posts::by_id(site, post_id).await?.filter(|post| post.status == "publish"))
}
