//! Forgets old lines.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::{Host, Result};

/// How long the log goes back.
const KEPT: Duration = Duration::days(365);

/// Deletes lines that are older than a year; tells how many.
pub async fn prune(host: &Host) -> Result<u64> {
    let old = entity::Entity::delete_many().filter(entity::Column::Happened.lt(host.now() - KEPT));
    Ok(old.exec(host.database().writer()).await?.rows_affected)
}
