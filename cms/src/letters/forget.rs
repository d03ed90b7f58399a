//! What a site that goes leaves in the outbox.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::{Change, Result, Site};

/// Deletes the site's letters, whatever became of them.
pub(crate) async fn forget(change: &Change, site: &Site) -> Result<()> {
    let letters = entity::Entity::delete_many().filter(entity::Column::SiteId.eq(site.id()));
    letters.exec(change.connection()).await?;
    Ok(())
}
