//! Forgets old runs. Their numbers stand in the order in which they ended, so the oldest are found without an index of
//! their own.

use chrono::Duration;
use sea_orm::{ConnectionTrait, Statement};

use super::time;
use crate::{Host, Result};

/// How many are deleted in one statement.
const AT_ONCE: u64 = 10_000;

/// Forgets runs that ended longer ago than the settings say; tells how many.
pub async fn prune(host: &Host) -> Result<u64> {
    let before = time::now(host).await? - Duration::days(host.config().cron_history_days.into());
    let sql = format!(
        "DELETE FROM cron_runs WHERE id IN (SELECT id FROM cron_runs ORDER BY id LIMIT {AT_ONCE}) AND ended < $1"
    );
    let mut gone = 0;
    loop {
        let statement = Statement::from_sql_and_values(host.database().backend(), &sql, [before.into()]);
        let rows = host.database().writer().execute_raw(statement).await?.rows_affected();
        gone += rows;
        if rows < AT_ONCE {
            return Ok(gone);
        }
    }
}
