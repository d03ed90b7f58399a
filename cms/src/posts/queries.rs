//! Reads posts of a site.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{entity, meta_entity};
use crate::{Result, Site};

/// One post of any type and status.
pub async fn by_id(site: &Site, id: i64) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id((site.id(), id)).one(site.reader()).await?)
}

/// These posts, in the order of `ids`; missing ones are left out.
pub async fn by_ids(site: &Site, ids: &[i64]) -> Result<Vec<entity::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = PublishedPosts::any(site).filter(entity::Column::Id.is_in(ids.iter().copied()));
    let mut found: HashMap<i64, entity::Model> =
        query.all(site.reader()).await?.into_iter().map(|post| (post.id, post)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Every meta value of a post as (key, value), in the order of their rows.
pub async fn meta_of(site: &Site, post_id: i64) -> Result<Vec<(String, String)>> {
    Ok(meta_of_each(site, &[post_id]).await?.remove(&post_id).unwrap_or_default())
}

/// The same for many posts in one query.
pub async fn meta_of_each(site: &Site, post_ids: &[i64]) -> Result<HashMap<i64, Vec<(String, String)>>> {
    let mut values: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    if post_ids.is_empty() {
        return Ok(values);
    }
    let rows = meta_entity::Entity::find()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::PostId.is_in(post_ids.iter().copied()))
        .order_by_asc(meta_entity::Column::Id)
        .all(site.reader())
        .await?;
    for row in rows {
        values.entry(row.post_id).or_default().push((row.meta_key, row.meta_value));
    }
    Ok(values)
}

/// Starting points of queries over a site's posts.
#[derive(Debug)]
pub struct PublishedPosts;

impl PublishedPosts {
    /// All posts of the site, of every type and status.
    pub fn any(site: &Site) -> Select<entity::Entity> {
        entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()))
    }

    /// Published posts of a type, newest first.
    pub fn of_type(site: &Site, post_type: &str) -> Select<entity::Entity> {
        Self::any(site)
            .filter(entity::Column::PostType.eq(post_type))
            .filter(entity::Column::Status.eq("publish"))
            .order_by_desc(entity::Column::Date)
            .order_by_desc(entity::Column::Id)
    }

    /// The newest `how_many` published posts of a type.
    pub async fn newest(site: &Site, post_type: &str, how_many: u64) -> Result<Vec<entity::Model>> {
        Ok(Self::of_type(site, post_type).limit(how_many).all(site.reader()).await?)
    }
}
