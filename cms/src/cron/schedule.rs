//! Schedules cron events, in the transaction of whatever asks for them.

use chrono::NaiveDateTime;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;

use super::{Plan, Recurrence, Timing, event_entity as entity};
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
    schedule_plan(site, actor, &plan(hook, arguments, due, recurrence)).await
}

/// Schedules what `plan` says.
pub async fn schedule_plan(site: &Site, actor: &Actor, plan: &Plan) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    let change = Change::begin(site).await?;
    schedule_plan_in(&change, site, plan).await?;
    change.commit().await
}

/// As [`schedule`] in an open change.
pub(crate) async fn schedule_in(
    change: &Change,
    site: &Site,
    hook: &str,
    arguments: &Value,
    due: NaiveDateTime,
    recurrence: Option<Recurrence>,
) -> Result<()> {
    schedule_plan_in(change, site, &plan(hook, arguments, due, recurrence)).await
}

/// As [`schedule_plan`] in an open change. While the event runs, it is noted that it shall run again then.
pub(crate) async fn schedule_plan_in(change: &Change, site: &Site, plan: &Plan) -> Result<()> {
    change.rings_the_runner();
    let row = plan.row(site.id(), site.host().now());
    if plan.key.is_some() && has_moved(change, site, plan, &row).await? {
        return Ok(());
    }
    let key = [entity::Column::SiteId, entity::Column::Hook, entity::Column::Args];
    let there = OnConflict::columns(key).update_columns(TAKEN_OVER).values(when_there()).to_owned();
    entity::Entity::insert(row).on_conflict(there).exec_without_returning(change.connection()).await?;
    Ok(())
}

fn plan(hook: &str, arguments: &Value, due: NaiveDateTime, recurrence: Option<Recurrence>) -> Plan {
    let timing = recurrence.map_or(Timing::Once, Timing::Every);
    Plan { timing, ..Plan::once(hook, arguments.clone(), due) }
}

/// What the new plan says, and the event there is takes over.
const TAKEN_OVER: [entity::Column; 12] = [
    entity::Column::NextRun,
    entity::Column::Schedule,
    entity::Column::IntervalSeconds,
    entity::Column::Expression,
    entity::Column::Timezone,
    entity::Column::Queue,
    entity::Column::Priority,
    entity::Column::Missed,
    entity::Column::OnCrash,
    entity::Column::MostAttempts,
    entity::Column::TimeLimitSeconds,
    entity::Column::UniqueKey,
];

/// What an event that is there becomes: one that runs goes on, and is moved when it has ended.
fn when_there() -> [(entity::Column, Expr); 5] {
    let unless_running = |column: &str, otherwise: &str| {
        Expr::cust(format!("CASE WHEN cron_events.state = 'running' THEN cron_events.{column} ELSE {otherwise} END"))
    };
    [
        (entity::Column::State, unless_running("state", "'waiting'")),
        (entity::Column::AfterRun, Expr::cust("CASE WHEN cron_events.state = 'running' THEN 'moved' ELSE '' END")),
        (entity::Column::Attempt, unless_running("attempt", "0")),
        (entity::Column::Planned, unless_running("planned", "NULL")),
        (entity::Column::LastError, Expr::cust("''")),
    ]
}

/// Moves the event with the plan's key, whatever its arguments were; false where there is none. Of two that come at
/// the same time, one makes the event and the other finds it.
async fn has_moved(change: &Change, site: &Site, plan: &Plan, row: &entity::ActiveModel) -> Result<bool> {
    let key = plan.key.clone().unwrap_or_default();
    let mut mine = row.clone();
    mine.unique_key = Set(key.clone());
    let nothing = OnConflict::new().do_nothing().to_owned();
    let made = entity::Entity::insert(mine).on_conflict(nothing).exec_without_returning(change.connection()).await?;
    if made > 0 {
        return Ok(true);
    }
    let found = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Hook.eq(plan.hook.as_str()))
        .filter(entity::Column::UniqueKey.eq(key))
        .one(change.connection())
        .await?;
    let Some(found) = found else { return Ok(false) };
    let mut update = entity::Entity::update_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(found.id))
        .col_expr(entity::Column::Args, Expr::value(plan.arguments.to_string()));
    for column in TAKEN_OVER {
        if let Some(value) = row.get(column).into_value() {
            update = update.col_expr(column, Expr::value(value));
        }
    }
    for (column, value) in when_there() {
        update = update.col_expr(column, value);
    }
    update.exec(change.connection()).await?;
    Ok(true)
}
