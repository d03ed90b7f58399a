//! Finds a post by the slugs from the top down to it.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity;
use crate::formatting::sanitize_title_for_query;
use crate::{Result, Site};

/// The post of one of `post_types` at `path` (`get_page_by_path`): its slug, and its parents' slugs, are the path's parts.
/// Where several types have it, the first named wins.
pub async fn by_path(site: &Site, path: &str, post_types: &[&str]) -> Result<Option<entity::Model>> {
    let slugs: Vec<String> =
        path.trim_matches('/').split('/').map(decoded_slug).filter(|slug| !slug.is_empty()).collect();
    let Some(last) = slugs.last() else { return Ok(None) };
    if slugs.len() > 50 {
        return Ok(None);
    }
    let found = of_slugs(site, &slugs, post_types).await?;
    let by_id: HashMap<i64, &entity::Model> = found.iter().map(|post| (post.id, post)).collect();
    let stands_there = |post: &&entity::Model| post.slug == *last && has_path(post, &slugs, &by_id);
    let rank = |post: &&entity::Model| post_types.iter().position(|post_type| *post_type == post.post_type);
    Ok(found.iter().filter(stands_there).min_by_key(rank).cloned())
}

async fn of_slugs(site: &Site, slugs: &[String], post_types: &[&str]) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Slug.is_in(slugs))
        .filter(entity::Column::PostType.is_in(post_types.iter().copied()))
        .order_by_asc(entity::Column::Id);
    Ok(query.all(site.reader()).await?)
}

fn has_path(post: &entity::Model, slugs: &[String], by_id: &HashMap<i64, &entity::Model>) -> bool {
    let mut parent = post.parent_id;
    for slug in slugs.iter().rev().skip(1) {
        match by_id.get(&parent) {
            Some(above) if above.slug == *slug => parent = above.parent_id,
            _ => return false,
        }
    }
    parent == 0
}

/// A slug as rows keep it.
fn decoded_slug(part: &str) -> String {
    sanitize_title_for_query(&percent_encoding::percent_decode_str(part).decode_utf8_lossy())
}
