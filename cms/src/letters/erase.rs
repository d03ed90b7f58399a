//! Takes what was written to somebody out of the outbox.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::{Change, Result, Site};

/// Removes the site's letters to this address; one that is leaving just now is left to whoever sends it.
pub(crate) async fn erase(change: &Change, site: &Site, recipient: &str) -> Result<()> {
    entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Recipient.eq(recipient))
        .filter(entity::Column::State.ne("sending"))
        .exec(change.connection())
        .await?;
    Ok(())
}
