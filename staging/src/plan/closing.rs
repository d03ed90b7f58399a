//! What visitors added to a row that the environment would delete.

use cms::comments::entity as comment;
use cms::{Result, Site};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::documents::{Key, Kind};

/// Comments that were written under a post since the clone was made, by their numbers: above `last`.
pub(super) async fn new_comments(production: &Site, key: &Key, last: i64) -> Result<u64> {
    let Some(id) = key.number().filter(|_| key.kind == Kind::Post) else { return Ok(0) };
    let count = comment::Entity::find()
        .filter(comment::Column::SiteId.eq(production.id()))
        .filter(comment::Column::PostId.eq(id))
        .filter(comment::Column::Id.gt(last))
        .count(production.writer())
        .await?;
    Ok(count)
}
