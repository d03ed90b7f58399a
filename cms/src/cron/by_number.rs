//! What a person does with one event that they see: run it now, give it another chance, take it away.

use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{CronEvent, event_entity as entity, state, unschedule};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

/// The event of the site with this number.
pub async fn event(site: &Site, actor: &Actor, id: i64) -> Result<CronEvent> {
    actor.require(Capability::ManageOptions)?;
    let query = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id()));
    let found = query.one(site.writer()).await?.filter(|event| event.after_run != "gone");
    found.ok_or_else(|| Error::not_found("cron_event_not_found", format!("There is no event {id} on this site.")))
}

/// Has an event that waits, or was given up, run as soon as a runner has a slot; its tries are counted anew. One that
/// runs is left to run. Gives the event as it is then; a runner may have had it before this returns.
pub async fn run_soon(site: &Site, actor: &Actor, id: i64) -> Result<CronEvent> {
    let found = event(site, actor, id).await?;
    let change = Change::begin(site).await?;
    change.rings_the_runner();
    let now = super::now(site.host()).await?;
    let waiting = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value(state::WAITING))
        .col_expr(entity::Column::NextRun, Expr::value(now))
        .col_expr(entity::Column::Attempt, Expr::value(0_i64))
        .col_expr(entity::Column::Planned, Expr::value(Option::<chrono::NaiveDateTime>::None))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(id))
        .filter(entity::Column::State.ne(state::RUNNING));
    let has_moved = waiting.exec(change.connection()).await?.rows_affected > 0;
    change.commit().await?;
    Ok(match has_moved {
        true => CronEvent { state: state::WAITING.to_owned(), next_run: now, attempt: 0, planned: None, ..found },
        false => found,
    })
}

/// Takes an event away; one that runs is gone when its run has ended.
pub async fn delete_event(site: &Site, actor: &Actor, id: i64) -> Result<CronEvent> {
    let found = event(site, actor, id).await?;
    let change = Change::begin(site).await?;
    unschedule::take_away(&change, site, Condition::all().add(entity::Column::Id.eq(id))).await?;
    change.commit().await?;
    Ok(found)
}
