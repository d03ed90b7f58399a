//! Lists cron events.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{CronEvent, event_entity as entity};
use crate::{Result, Site};

/// The events of a site that are to run, the next one first.
pub async fn events(site: &Site) -> Result<Vec<CronEvent>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::State.ne("done"))
        .order_by_asc(entity::Column::NextRun)
        .order_by_asc(entity::Column::Id);
    Ok(query.all(site.writer()).await?)
}
