//! Finds the one post that an address names.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::Query;
use super::visibility::may_see;
use crate::formatting::sanitize_title_for_query;
use crate::posts::{self, Post, PublishedPosts, entity::Column, type_named};
use crate::{Actor, Result, Site, users};

/// The post that `query` names, if `actor` may see it.
pub(super) async fn find(site: &Site, query: &Query, actor: &Actor) -> Result<Option<Post>> {
    for candidate in candidates(site, query).await? {
        if may_see(site, actor, &candidate).await? {
            return Ok(Some(if query.preview { newest_version(site, candidate, actor).await? } else { candidate }));
        }
    }
    Ok(None)
}

async fn candidates(site: &Site, query: &Query) -> Result<Vec<Post>> {
    if query.attachment_id != 0 {
        return by_number(site, query.attachment_id, "attachment").await;
    }
    if !query.attachment.is_empty() {
        let slug = query.attachment.rsplit('/').next().unwrap_or_default();
        return by_slug(site, slug, "attachment", &Query::default()).await;
    }
    if !query.name.is_empty() {
        return by_slug(site, &query.name, type_of(query, "post"), query).await;
    }
    if query.p != 0 {
        return by_number(site, query.p, type_of(query, "post")).await;
    }
    if !query.pagename.is_empty() {
        return by_path(site, query).await;
    }
    by_number(site, query.page_id, "page").await
}

fn type_of<'a>(query: &'a Query, otherwise: &'a str) -> &'a str {
    if query.post_type.is_empty() || query.post_type == "any" { otherwise } else { &query.post_type }
}

async fn by_number(site: &Site, id: i64, post_type: &str) -> Result<Vec<Post>> {
    let found = posts::by_id(site, id).await?;
    Ok(found.filter(|post| post.post_type == post_type).into_iter().collect())
}

async fn by_path(site: &Site, query: &Query) -> Result<Vec<Post>> {
    let own = type_named(site.settings(), &query.post_type).filter(|found| found.hierarchical && !found.builtin);
    let found = match own {
        Some(own) => posts::by_path(site, &query.pagename, &[&own.name]).await?,
        None => posts::by_path(site, &query.pagename, &["page", "attachment"]).await?,
    };
    Ok(found.into_iter().collect())
}

/// Posts with the slug and with everything else that the address says of them; usually one.
async fn by_slug(site: &Site, slug: &str, post_type: &str, query: &Query) -> Result<Vec<Post>> {
    let author = match query.author_name.as_str() {
        "" => None,
        name => match users::by_nicename(site.host(), &sanitize_title_for_query(name)).await? {
            Some(person) => Some(Column::AuthorId.eq(person.id)),
            None => return Ok(Vec::new()),
        },
    };
    let found = PublishedPosts::any(site)
        .filter(Column::Slug.eq(sanitize_title_for_query(slug)))
        .filter(Column::PostType.eq(post_type))
        .filter(author.map_or_else(sea_orm::Condition::all, |author| sea_orm::Condition::all().add(author)))
        .order_by_desc(Column::Date)
        .all(site.reader())
        .await?;
    Ok(found.into_iter().filter(|post| is_dated(post, query) && (query.p == 0 || query.p == post.id)).collect())
}

fn is_dated(post: &Post, query: &Query) -> bool {
    use chrono::{Datelike, Timelike};
    let date = [
        (query.year, post.date.year().unsigned_abs()),
        (query.monthnum, post.date.month()),
        (query.day, post.date.day()),
    ];
    let time = [(query.hour, post.date.hour()), (query.minute, post.date.minute()), (query.second, post.date.second())];
    date.iter().all(|(asked, is)| *asked == 0 || asked == is)
        && time.iter().all(|(asked, is)| asked.is_none_or(|asked| asked == *is))
}

/// The text that was saved last but not published, for somebody who may edit it (`_set_preview`): an autosave of the same
/// second came after the post.
async fn newest_version(site: &Site, mut post: Post, actor: &Actor) -> Result<Post> {
    if !posts::permissions::may_edit(actor, &post) {
        return Ok(post);
    }
    let autosave = PublishedPosts::any(site)
        .filter(Column::ParentId.eq(post.id))
        .filter(Column::PostType.eq("revision"))
        .filter(Column::Slug.eq(posts::revisions::autosave_slug(post.id)))
        .filter(Column::Modified.gte(post.modified))
        .order_by_desc(Column::Modified);
    if let Some(newer) = autosave.one(site.reader()).await? {
        (post.title, post.content, post.excerpt) = (newer.title, newer.content, newer.excerpt);
    }
    Ok(post)
}
