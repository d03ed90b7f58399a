//! What a site that is deleted leaves in the runner's tables.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Change, Result, Site};

/// Deletes the site's runs, pauses and limits. Its events go with the site's row.
pub(crate) async fn forget(change: &Change, site: &Site) -> Result<()> {
    for table in ["cron_runs", "cron_pauses", "cron_limits"] {
        let sql = format!("DELETE FROM {table} WHERE site_id = $1");
        let statement = Statement::from_sql_and_values(site.host().database().backend(), sql, [site.id().into()]);
        change.connection().execute_raw(statement).await?;
    }
    Ok(())
}
