//! Reads comments of a site.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{Status, entity, meta_entity};
use crate::{Result, Site};

/// All comments of the site, of every state and type.
pub fn any(site: &Site) -> Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()))
}

/// One comment.
pub async fn by_id(site: &Site, id: i64) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id((site.id(), id)).one(site.reader()).await?)
}

/// Everything shown under a post, oldest first: comments, pingbacks and trackbacks, never editors' notes.
pub async fn shown_under(site: &Site, post_id: i64) -> Result<Vec<entity::Model>> {
    let query = shown(site).filter(entity::Column::PostId.eq(post_id));
    let query = query.order_by_asc(entity::Column::DateGmt).order_by_asc(entity::Column::Id);
    Ok(query.all(site.reader()).await?)
}

/// The newest approved comments of the site, newest first.
pub async fn newest_shown(site: &Site, how_many: u64) -> Result<Vec<entity::Model>> {
    let query = shown(site).order_by_desc(entity::Column::DateGmt).order_by_desc(entity::Column::Id);
    Ok(query.limit(how_many).all(site.reader()).await?)
}

/// Approved comments, without editors' notes.
pub fn shown(site: &Site) -> Select<entity::Entity> {
    any(site).filter(entity::Column::Status.eq(Status::Approved.name())).filter(entity::Column::CommentType.ne("note"))
}

/// How many comments of a post are shown.
pub async fn count_shown_under(site: &Site, post_id: i64) -> Result<u64> {
    Ok(shown(site).filter(entity::Column::PostId.eq(post_id)).count(site.reader()).await?)
}

/// How many wait for a moderator; notes on blocks wait for nobody.
pub async fn count_waiting(site: &Site) -> Result<u64> {
    let waiting = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    let waiting = waiting.filter(entity::Column::Status.eq(Status::Hold.name()));
    Ok(waiting.filter(entity::Column::CommentType.ne("note")).count(site.reader()).await?)
}

/// Every meta value of these comments as (key, value), by the comment's id.
pub async fn meta_of_each(site: &Site, ids: &[i64]) -> Result<HashMap<i64, Vec<(String, String)>>> {
    let mut values: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    if ids.is_empty() {
        return Ok(values);
    }
    let rows = meta_entity::Entity::find()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::CommentId.is_in(ids.iter().copied()))
        .order_by_asc(meta_entity::Column::Id);
    for row in rows.all(site.reader()).await? {
        values.entry(row.comment_id).or_default().push((row.meta_key, row.meta_value));
    }
    Ok(values)
}
