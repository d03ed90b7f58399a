//! Forgets old letters.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{entity, notice_entity, receive};
use crate::{Host, Result};

/// How long the outbox shows what has left or was given up.
const KEPT: Duration = Duration::days(30);

/// Deletes letters that are over and old; tells how many.
pub async fn prune(host: &Host) -> Result<u64> {
    let old = entity::Entity::delete_many()
        .filter(entity::Column::State.is_in(["sent", "failed", "suppressed"]))
        .filter(entity::Column::Created.lt(host.now() - KEPT));
    let letters = old.exec(host.database().writer()).await?.rows_affected;
    // Twice as long as a notification may be old: none can be played again.
    let known = notice_entity::Entity::delete_many()
        .filter(notice_entity::Column::Received.lt(host.now() - receive::OLDEST * 2));
    Ok(letters + known.exec(host.database().writer()).await?.rows_affected)
}
