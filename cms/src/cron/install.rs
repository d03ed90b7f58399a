//! The events that every site has.

use chrono::NaiveDateTime;
use sea_orm::{ActiveValue::NotSet, ConnectionTrait, EntityTrait, Set};

use super::{Recurrence, event_entity as entity};
use crate::Result;

/// WordPress's hook that empties the trash.
pub const EMPTY_TRASH: &str = "wp_scheduled_delete";

/// Writes the events of a new site: once a day what has been in the trash too long is deleted.
pub async fn install<C: ConnectionTrait>(connection: &C, site_id: i64, now: NaiveDateTime) -> Result<()> {
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site_id),
        hook: Set(EMPTY_TRASH.into()),
        args: Set("[]".into()),
        next_run: Set(now),
        schedule: Set(Some(Recurrence::Daily.name().into())),
        interval_seconds: Set(Some(Recurrence::Daily.seconds())),
        state: Set("waiting".into()),
        created: Set(now),
    };
    entity::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}
