//! What people have published, and what is kept of earlier versions.

use std::collections::HashMap;

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{PublishedPosts, entity};
use crate::users::Among;
use crate::{Result, Site};

/// Whether somebody has published a post or a page on the site, and so is named on it.
pub async fn has_published(site: &Site, author_id: i64) -> Result<bool> {
    let found = PublishedPosts::any(site)
        .filter(entity::Column::AuthorId.eq(author_id))
        .filter(entity::Column::Status.eq("publish"))
        .filter(entity::Column::PostType.is_in(["post", "page"]))
        .one(site.reader())
        .await?;
    Ok(found.is_some())
}

/// Whoever has published something of one of these types on the site.
pub fn authors(site: &Site, types: &[String]) -> Among {
    let authors = Query::select()
        .column(entity::Column::AuthorId)
        .from(entity::Entity)
        .and_where(entity::Column::SiteId.eq(site.id()))
        .and_where(entity::Column::Status.eq("publish"))
        .and_where(entity::Column::PostType.is_in(types.to_vec()))
        .to_owned();
    Among(authors)
}

/// How many revisions these posts have, and the newest one's number, by the post's.
pub async fn revision_counts(site: &Site, ids: &[i64]) -> Result<HashMap<i64, (i64, i64)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, i64, i64)> = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::PostType.eq("revision"))
        .filter(entity::Column::ParentId.is_in(ids.iter().copied()))
        .select_only()
        .column(entity::Column::ParentId)
        .column_as(entity::Column::Id.count(), "revisions")
        .column_as(entity::Column::Id.max(), "newest")
        .group_by(entity::Column::ParentId)
        .into_tuple()
        .all(site.reader())
        .await?;
    Ok(rows.into_iter().map(|(parent, count, newest)| (parent, (count, newest))).collect())
}
