//! Takes cron events away. One that runs is gone when its run has ended, also when it is the run itself that asks.

use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::{event_entity as entity, state};
use crate::users::Capability;
use crate::{Actor, Change, Result, Site};

/// Takes every event of a hook away (`wp_unschedule_hook`); tells how many there were.
pub async fn unschedule_hook(site: &Site, actor: &Actor, hook: &str) -> Result<u64> {
    actor.require(Capability::ManageOptions)?;
    let change = Change::begin(site).await?;
    let gone = take_away(&change, site, Condition::all().add(entity::Column::Hook.eq(hook))).await?;
    change.commit().await?;
    Ok(gone)
}

/// Takes the event of a hook with these arguments away (`wp_clear_scheduled_hook`); tells whether there was one.
pub async fn unschedule(site: &Site, actor: &Actor, hook: &str, arguments: &Value) -> Result<bool> {
    actor.require(Capability::ManageOptions)?;
    let change = Change::begin(site).await?;
    let gone = unschedule_counted(&change, site, hook, arguments).await?;
    change.commit().await?;
    Ok(gone > 0)
}

/// As [`unschedule`] in an open change.
pub(crate) async fn unschedule_in(change: &Change, site: &Site, hook: &str, arguments: &Value) -> Result<()> {
    unschedule_counted(change, site, hook, arguments).await?;
    Ok(())
}

async fn unschedule_counted(change: &Change, site: &Site, hook: &str, arguments: &Value) -> Result<u64> {
    let which = Condition::all().add(entity::Column::Hook.eq(hook)).add(entity::Column::Args.eq(arguments.to_string()));
    take_away(change, site, which).await
}

/// Takes away what fits, of this site.
pub(super) async fn take_away(change: &Change, site: &Site, which: Condition) -> Result<u64> {
    let of_site = which.add(entity::Column::SiteId.eq(site.id()));
    let waiting = entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(of_site.clone())
        .filter(entity::Column::State.ne(state::RUNNING))
        .exec(change.connection())
        .await?;
    let running = entity::Entity::update_many()
        .col_expr(entity::Column::AfterRun, Expr::value("gone"))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(of_site)
        .filter(entity::Column::State.eq(state::RUNNING))
        .filter(entity::Column::AfterRun.ne("gone"))
        .exec(change.connection())
        .await?;
    Ok(waiting.rows_affected + running.rows_affected)
}
