//! Takes cron events away.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::event_entity as entity;
use crate::users::Capability;
use crate::{Actor, Change, Result, Site};

/// Takes every event of a hook away (`wp_unschedule_hook`); tells how many there were.
pub async fn unschedule_hook(site: &Site, actor: &Actor, hook: &str) -> Result<u64> {
    actor.require(Capability::ManageOptions)?;
    let change = Change::begin(site).await?;
    let gone = entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Hook.eq(hook))
        .exec(change.connection())
        .await?;
    change.commit().await?;
    Ok(gone.rows_affected)
}

/// Takes the event of a hook with these arguments away, in an open change (`wp_clear_scheduled_hook`).
pub(crate) async fn unschedule_in(change: &Change, site: &Site, hook: &str, arguments: &Value) -> Result<()> {
    entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Hook.eq(hook))
        .filter(entity::Column::Args.eq(arguments.to_string()))
        .exec(change.connection())
        .await?;
    Ok(())
}
