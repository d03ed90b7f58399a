//! The whole way from a request to an answer, in a straight line.

use super::found::Found;
use super::{Answer, Redirect, Request, canonical, guess, page, resolve};
use crate::permalinks::{self, Permalinks};
use crate::{CacheTag, Result, Site};

/// Answers a request for any address of the site's public side.
///
/// Each step's future stands in a box of its own, so that the whole stays small on the stack of whoever awaits it.
pub async fn answer(site: &Site, request: &Request) -> Result<Answer> {
    let parsed = Box::pin(permalinks::parse(site, &request.path, &request.query)).await?;
    if let Some(redirect) = to_sitemap(site, request, &parsed.query) {
        return Ok(Answer::Redirect(redirect));
    }
    if let Some(answer) = special(&parsed.query) {
        return Ok(answer);
    }
    let found = Box::pin(resolve::resolve(site, request, parsed)).await?;
    if let Some(redirect) = Box::pin(elsewhere(site, request, &found)).await? {
        return Ok(Answer::Redirect(redirect));
    }
    Ok(match found {
        found if found.query.is_feed() => Answer::Feed(Box::new(found.query)),
        found if found.query.embed && (found.is_singular() || found.not_found) => {
            Answer::Embed { post_id: found.post().filter(|_| !found.not_found).map_or(0, |post| post.id) }
        }
        found if found.query.tb => Answer::Trackback { post_id: found.post().map_or(0, |post| post.id) },
        found => Answer::Page(Box::new(Box::pin(page::render(site, request, found)).await?)),
    })
}

/// What needs no post.
fn special(query: &super::Query) -> Option<Answer> {
    if query.robots {
        Some(Answer::Robots)
    } else if query.favicon {
        Some(Answer::Favicon)
    } else if !query.sitemap_stylesheet.is_empty() || !query.sitemap.is_empty() {
        Some(Answer::Sitemap(Box::new(query.clone())))
    } else {
        None
    }
}

/// The index of sitemaps by another than its own address, such as `/sitemap.xml`.
fn to_sitemap(site: &Site, request: &Request, query: &super::Query) -> Option<Redirect> {
    let links = Permalinks::new(site.settings());
    let right = links.under_home("wp-sitemap.xml");
    let is_other = query.sitemap == "index" && links.is_pretty() && !right.ends_with(&request.path);
    is_other.then(|| Redirect { location: right, status: 301, tags: vec![CacheTag::Settings] })
}

/// Where the address leads, if that is elsewhere.
async fn elsewhere(site: &Site, request: &Request, found: &Found) -> Result<Option<Redirect>> {
    if let Some(redirect) = guess::by_rule(site, request, found).await? {
        return Ok(Some(redirect));
    }
    if let Some(location) = guess::by_old_slug(site, found).await? {
        return Ok(Some(Redirect { location, status: 301, tags: vec![CacheTag::Redirects, CacheTag::Settings] }));
    }
    if let Some(redirect) = canonical::redirect(site, request, found).await? {
        return Ok(Some(redirect));
    }
    Ok(canonical::to_staff(site, request, found))
}
