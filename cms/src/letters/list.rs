//! The outbox as its site's administrators see it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Letter, entity};
use crate::{Actor, Result, Site};

/// The newest letters of the site, at most `limit`, of one state if that is named.
pub async fn list(site: &Site, actor: &Actor, state: Option<&str>, limit: u64) -> Result<Vec<Letter>> {
    actor.require_manager()?;
    let mut query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    if let Some(state) = state {
        query = query.filter(entity::Column::State.eq(state));
    }
    Ok(query.order_by_desc(entity::Column::Id).limit(limit).all(site.reader()).await?)
}
