//! The time that decides when events are due: the database's, since several runners share it and their own clocks may
//! be wrong.

use chrono::{NaiveDateTime, SubsecRound};
use sea_orm::{ConnectionTrait, Statement};

use crate::{Host, Result};

/// The time to hand to a statement; none where the database is to say it.
pub(super) fn stated(host: &Host) -> Option<NaiveDateTime> {
    let is_the_databases = host.database().is_postgres() && !host.clock().is_fixed();
    (!is_the_databases).then(|| host.clock().now().naive_utc().trunc_subsecs(6))
}

/// The time in a statement whose parameter `number` is [`stated`].
pub(super) fn expression(host: &Host, number: usize) -> String {
    if host.database().is_postgres() {
        return format!("COALESCE(${number}, statement_timestamp() AT TIME ZONE 'utc')");
    }
    format!("${number}")
}

/// Now, in UTC, as the database tells it.
pub async fn now(host: &Host) -> Result<NaiveDateTime> {
    if let Some(now) = stated(host) {
        return Ok(now);
    }
    let sql = "SELECT statement_timestamp() AT TIME ZONE 'utc' AS now";
    let row = host.database().writer().query_one_raw(Statement::from_string(host.database().backend(), sql)).await?;
    Ok(row.map_or_else(|| Ok(host.now()), |row| row.try_get("", "now"))?)
}
