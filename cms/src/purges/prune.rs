//! Forgets old purges.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::{Host, Result};

/// How long purges are kept: far longer than any page may be served without having been made anew.
const KEPT: Duration = Duration::days(7);

/// Deletes purges that every cached page is younger than; tells how many.
pub async fn prune(host: &Host) -> Result<u64> {
    let old = entity::Column::Created.lt(host.now() - KEPT);
    Ok(entity::Entity::delete_many().filter(old).exec(host.database().writer()).await?.rows_affected)
}
