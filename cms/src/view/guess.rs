//! What an address that matches nothing probably meant: an old slug, or the beginning of one.

use platform::database::escape_like;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::found::Found;
use super::{Redirect, Request};
use crate::formatting::sanitize_title_for_query;
use crate::permalinks::{self, Permalinks, list_page_url, post_page_url};
use crate::posts::entity::{Column, Entity};
use crate::posts::{self, Post, PublishedPosts, meta_entity, searchable_types};
use crate::{CacheTag, Result, Site, redirects};

/// The slug that was asked for, by whatever name.
fn slug_of(found: &Found) -> Option<String> {
    let query = &found.query;
    let named = [&query.name, &query.pagename, &query.attachment].into_iter().find(|name| !name.is_empty())?;
    let slug = sanitize_title_for_query(named.trim_end_matches('/').rsplit('/').next().unwrap_or(named));
    (!slug.is_empty()).then_some(slug)
}

/// Where the site's own rules lead an address at which there is nothing.
pub(super) async fn by_rule(site: &Site, request: &Request, found: &Found) -> Result<Option<Redirect>> {
    if !found.not_found {
        return Ok(None);
    }
    let path = request.path.trim_end_matches('/');
    let rule = redirects::entity::Entity::find()
        .filter(redirects::entity::Column::SiteId.eq(site.id()))
        .filter(redirects::entity::Column::Kind.eq("path"))
        .filter(redirects::entity::Column::Source.is_in([path.to_owned(), format!("{path}/")]));
    let Some(rule) = rule.one(site.reader()).await? else { return Ok(None) };
    let location = match posts::by_id(site, rule.post_id).await?.filter(|post| post.status == "publish") {
        Some(post) => permalinks::of_post(site, &post).await?,
        None if rule.target.starts_with('/') => Permalinks::new(site.settings()).under_home(&rule.target),
        None => rule.target,
    };
    let status = u16::try_from(rule.status).unwrap_or(301);
    Ok((!location.is_empty() || status == 410).then(|| Redirect {
        location,
        status,
        tags: vec![CacheTag::Redirects, CacheTag::Post(rule.post_id), CacheTag::Settings],
    }))
}

/// The post that once had the slug (`wp_old_slug_redirect`).
pub(super) async fn by_old_slug(site: &Site, found: &Found) -> Result<Option<String>> {
    let Some(slug) = slug_of(found).filter(|_| found.not_found) else { return Ok(None) };
    let query = &found.query;
    let post_type = match query {
        query if !query.post_type.is_empty() => query.post_type.as_str(),
        query if !query.attachment.is_empty() => "attachment",
        query if !query.pagename.is_empty() => "page",
        _ => "post",
    };
    let once = of_old_slug(site, &slug).await?;
    let posts = posts::by_ids(site, &once).await?;
    let is_it = |post: &&Post| post.post_type == post_type && post.status == "publish" && is_of_date(post, found);
    let Some(post) = posts.iter().find(is_it) else { return Ok(None) };
    let address = permalinks::of_post(site, post).await?;
    let links = Permalinks::new(site.settings());
    let address = if query.is_feed() { links.feed_of(&address, &query.feed) } else { address };
    Ok(Some(if query.paged > 1 { list_page_url(&links, &address, query.paged) } else { address }))
}

/// Posts that had the slug: those of this host's own memory, and those that an import brought as meta.
async fn of_old_slug(site: &Site, slug: &str) -> Result<Vec<i64>> {
    let own = redirects::entity::Entity::find()
        .filter(redirects::entity::Column::SiteId.eq(site.id()))
        .filter(redirects::entity::Column::Kind.eq("slug"))
        .filter(redirects::entity::Column::Source.eq(slug));
    let mut ids: Vec<i64> = own.all(site.reader()).await?.into_iter().map(|row| row.post_id).collect();
    let imported = meta_entity::Entity::find()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::MetaKey.eq("_wp_old_slug"))
        .filter(meta_entity::Column::MetaValue.eq(slug));
    ids.extend(imported.all(site.reader()).await?.into_iter().map(|row| row.post_id));
    Ok(ids)
}

fn is_of_date(post: &Post, found: &Found) -> bool {
    use chrono::Datelike;
    let query = &found.query;
    let parts = [
        (query.year, post.date.year().unsigned_abs()),
        (query.monthnum, post.date.month()),
        (query.day, post.date.day()),
    ];
    parts.iter().all(|(asked, is)| *asked == 0 || asked == is)
}

/// The published post whose slug begins like the one that was asked for (`redirect_guess_404_permalink`).
pub(super) async fn address(site: &Site, found: &Found) -> Result<Option<String>> {
    let Some(slug) = slug_of(found) else { return Ok(None) };
    let Some(post) = beginning(site, &slug, found).await? else { return Ok(None) };
    let address = permalinks::of_post(site, &post).await?;
    let links = Permalinks::new(site.settings());
    Ok(Some(match &found.query {
        query if query.is_feed() => links.feed_of(&address, &query.feed),
        query if query.page > 1 => post_page_url(&links, &address, query.page, false),
        _ => address,
    }))
}

async fn beginning(site: &Site, slug: &str, found: &Found) -> Result<Option<Post>> {
    let escaped = escape_like(slug);
    let types = match found.query.post_type.as_str() {
        "" => searchable_types(site.settings()),
        named => vec![named.to_owned()],
    };
    let candidates: Select<Entity> = PublishedPosts::any(site)
        .filter(Column::Slug.like(LikeExpr::new(format!("{escaped}%")).escape('\\')))
        .filter(Column::PostType.is_in(types))
        .filter(Column::Status.eq("publish"))
        .order_by_asc(Column::Slug)
        .order_by_asc(Column::Id)
        .limit(50);
    Ok(candidates.all(site.reader()).await?.into_iter().find(|post| is_of_date(post, found)))
}
