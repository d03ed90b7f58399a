//! Reads what is known of attachments' files.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::{Result, Site};

/// The file of one attachment.
pub async fn of_attachment(site: &Site, post_id: i64) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id((site.id(), post_id)).one(site.reader()).await?)
}

/// The files of these attachments, by the attachment's id.
pub async fn of_attachments(site: &Site, post_ids: &[i64]) -> Result<HashMap<i64, entity::Model>> {
    if post_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::PostId.is_in(post_ids.iter().copied()));
    Ok(query.all(site.reader()).await?.into_iter().map(|media| (media.post_id, media)).collect())
}
