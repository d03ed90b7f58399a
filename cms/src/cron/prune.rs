//! Forgets old runs.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::run_entity as run;
use crate::{Host, Result};

/// How long a run that ended is remembered.
const REMEMBERED: Duration = Duration::days(30);

/// Forgets runs that ended long ago; tells how many.
pub async fn prune(host: &Host) -> Result<u64> {
    let old = run::Column::Ended.lt(host.now() - REMEMBERED);
    Ok(run::Entity::delete_many().filter(old).exec(host.database().writer()).await?.rows_affected)
}
