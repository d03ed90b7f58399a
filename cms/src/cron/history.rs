//! What ran, and what became of it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{CronRun, run_entity as run};
use crate::{Result, Site};

/// The runs of a site, the newest first: of one hook, or of all.
pub async fn history(site: &Site, hook: Option<&str>, limit: u64) -> Result<Vec<CronRun>> {
    let mut runs = run::Entity::find().filter(run::Column::SiteId.eq(site.id()));
    if let Some(hook) = hook {
        runs = runs.filter(run::Column::Hook.eq(hook));
    }
    Ok(runs.order_by_desc(run::Column::Id).limit(limit).all(site.writer()).await?)
}
