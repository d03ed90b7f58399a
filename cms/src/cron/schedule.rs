//! Schedules cron events, in the transaction of whatever asks for them.

use chrono::NaiveDateTime;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::NotSet, EntityTrait, Set};
use serde_json::Value;

use super::{Recurrence, event_entity as entity};
use crate::users::Capability;
use crate::{Actor, Change, Result, Site};

/// Has `hook` run with `arguments` (a JSON array) at `due` (UTC), once or on a schedule (`wp_schedule_event`). An event
/// with the same hook and arguments is moved: there is one of each.
pub async fn schedule(
    site: &Site,
    actor: &Actor,
    hook: &str,
    arguments: &Value,
    due: NaiveDateTime,
    recurrence: Option<Recurrence>,
) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    let change = Change::begin(site).await?;
    schedule_in(&change, site, hook, arguments, due, recurrence).await?;
    change.commit().await
}

/// The same in an open change.
pub(crate) async fn schedule_in(
    change: &Change,
    site: &Site,
    hook: &str,
    arguments: &Value,
    due: NaiveDateTime,
    recurrence: Option<Recurrence>,
) -> Result<()> {
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        hook: Set(hook.to_owned()),
        args: Set(arguments.to_string()),
        next_run: Set(due),
        schedule: Set(recurrence.map(|recurrence| recurrence.name().to_owned())),
        interval_seconds: Set(recurrence.map(Recurrence::seconds)),
        state: Set("waiting".into()),
        created: Set(site.host().now()),
    };
    let key = [entity::Column::SiteId, entity::Column::Hook, entity::Column::Args];
    let moved =
        [entity::Column::NextRun, entity::Column::Schedule, entity::Column::IntervalSeconds, entity::Column::State];
    let there = OnConflict::columns(key).update_columns(moved).to_owned();
    entity::Entity::insert(row).on_conflict(there).exec_without_returning(change.connection()).await?;
    Ok(())
}
