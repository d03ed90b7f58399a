//! Sweeps what has expired, on every site.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{event_entity, key_entity, session_entity};
use crate::{Host, Result};

/// Providers repeat a message for three days; older ones are refused by their time.
const MESSAGES_KEPT: Duration = Duration::days(30);

/// Removes links, sessions and messages that are over. Gives how many there were.
pub async fn sweep(host: &Host) -> Result<u64> {
    let (now, writer) = (host.now(), host.database().writer());
    let old_keys = key_entity::Entity::delete_many().filter(key_entity::Column::Expires.lte(now));
    let old_sessions = session_entity::Entity::delete_many().filter(session_entity::Column::Expires.lte(now));
    let old_messages =
        event_entity::Entity::delete_many().filter(event_entity::Column::Received.lt(now - MESSAGES_KEPT));
    let swept = old_keys.exec(writer).await?.rows_affected + old_sessions.exec(writer).await?.rows_affected;
    Ok(swept + old_messages.exec(writer).await?.rows_affected)
}
