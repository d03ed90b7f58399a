//! Reads terms of a site.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{entity, relationship_entity, save};
use crate::collation::without_case;
use crate::{Result, Site};

/// One term.
pub async fn by_id(site: &Site, id: i64) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id((site.id(), id)).one(site.reader()).await?)
}

/// The terms with these numbers, in no order.
pub async fn by_ids(site: &Site, ids: &[i64]) -> Result<Vec<entity::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.is_in(ids.iter().copied()));
    Ok(query.all(site.reader()).await?)
}

/// The term of a taxonomy with this slug.
pub async fn by_slug(site: &Site, taxonomy: &str, slug: &str) -> Result<Option<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Taxonomy.eq(taxonomy))
        .filter(entity::Column::Slug.eq(slug));
    Ok(query.one(site.reader()).await?)
}

/// The term of a taxonomy with this name below `parent_id` (0 for the top), as it is kept.
pub async fn by_name(site: &Site, taxonomy: &str, name: &str, parent_id: i64) -> Result<Option<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Taxonomy.eq(taxonomy))
        .filter(entity::Column::ParentId.eq(parent_id))
        .filter(entity::Column::Name.eq(save::kept_name(name)));
    Ok(query.one(site.writer()).await?)
}

/// All terms of a taxonomy by name.
pub async fn of_taxonomy(site: &Site, taxonomy: &str) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Taxonomy.eq(taxonomy))
        .order_by_asc(without_case(entity::Column::Name, site.host().database().backend()));
    Ok(query.all(site.reader()).await?)
}

/// The terms of one post, of every taxonomy, by name.
pub async fn of_post(site: &Site, post_id: i64) -> Result<Vec<entity::Model>> {
    Ok(of_each_post(site, &[post_id]).await?.remove(&post_id).unwrap_or_default())
}

/// The terms of these posts, by the post's id, in two queries whatever their number.
pub async fn of_each_post(site: &Site, post_ids: &[i64]) -> Result<HashMap<i64, Vec<entity::Model>>> {
    let mut of_posts: HashMap<i64, Vec<entity::Model>> = HashMap::new();
    if post_ids.is_empty() {
        return Ok(of_posts);
    }
    let links = relationship_entity::Entity::find()
        .filter(relationship_entity::Column::SiteId.eq(site.id()))
        .filter(relationship_entity::Column::PostId.is_in(post_ids.iter().copied()))
        .all(site.reader())
        .await?;
    let mut posts_of: HashMap<i64, Vec<i64>> = HashMap::new();
    for link in links {
        posts_of.entry(link.term_id).or_default().push(link.post_id);
    }
    let terms = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.is_in(posts_of.keys().copied()))
        .order_by_asc(without_case(entity::Column::Name, site.host().database().backend()))
        // Of equal names the newer first, on every database alike.
        .order_by_desc(entity::Column::Id)
        .all(site.reader())
        .await?;
    for term in terms {
        for post_id in posts_of.get(&term.id).into_iter().flatten() {
            of_posts.entry(*post_id).or_default().push(term.clone());
        }
    }
    Ok(of_posts)
}
