//! Lists cron events.

use chrono::NaiveDateTime;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use super::{CronEvent, event_entity as entity, state};
use crate::{Result, Site};

/// The events of a site that are to run, the next one first; dead letters are none of them.
pub async fn events(site: &Site) -> Result<Vec<CronEvent>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::State.ne(state::DEAD))
        .filter(entity::Column::AfterRun.ne("gone"))
        .order_by_asc(entity::Column::NextRun)
        .order_by_asc(entity::Column::Id);
    Ok(query.all(site.writer()).await?)
}

/// The events of a site that were tried as often as they may be, and those that wait for a person.
pub async fn dead_letters(site: &Site) -> Result<Vec<CronEvent>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::State.is_in([state::DEAD, state::HELD]))
        .order_by_asc(entity::Column::Id);
    Ok(query.all(site.writer()).await?)
}

/// When the event of a hook with these arguments runs next (`wp_next_scheduled`); none where there is none.
pub async fn next_scheduled(site: &Site, hook: &str, arguments: &Value) -> Result<Option<NaiveDateTime>> {
    let arguments = arguments.to_string();
    let events = events(site).await?;
    let found = events.into_iter().find(|event| event.hook == hook && event.args == arguments);
    Ok(found.map(|event| event.next_run))
}
