//! What the database says of rollouts, and the few statements that everybody here uses.

use chrono::NaiveDateTime;
use cms::Host;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

use crate::Result;

/// A rollout, as people see it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct RolloutRow {
    /// Its number.
    pub id: i64,
    /// Which hosts.
    pub deployment_group: String,
    /// The release's digest.
    pub release: String,
    /// What most of the group had before; empty for nothing.
    pub previous: String,
    /// Its strategy, as it was asked for.
    pub strategy: String,
    /// [`super::Settings`] as JSON.
    pub settings: String,
    /// `running`, `succeeded`, `failed` or `stopped`.
    pub state: String,
    /// Why it did not succeed.
    pub reason: String,
    /// The rollout that this one undoes.
    pub undoes: Option<i64>,
    /// The batch that is worked on, counted from 0.
    pub batch: i64,
    /// Until when the batch is looked at, UTC; none before its hosts are done.
    pub bakes_until: Option<NaiveDateTime>,
    /// Requests that were sent to find errors.
    pub probes: i64,
    /// Those that were answered wrongly or not at all.
    pub errors: i64,
    /// When it began, UTC.
    pub created: NaiveDateTime,
    /// When it ended, UTC.
    pub ended: Option<NaiveDateTime>,
}

/// What one host is to do in a rollout.
#[derive(Clone, Debug, FromQueryResult)]
pub struct HostRow {
    /// The rollout.
    pub rollout_id: i64,
    /// The host.
    pub agent: String,
    /// What it does.
    pub phase: String,
    /// With which others.
    pub batch: i64,
    /// `waiting`, `ordered`, `running`, `done`, `failed` or `skipped`.
    pub state: String,
    /// The life cycle event it is at.
    pub event: String,
    /// Why it failed, or where it was resumed.
    pub reason: String,
    /// When it last said something, UTC.
    pub changed: NaiveDateTime,
}

/// The newest rollouts, of one group if it is named.
pub async fn rollouts(host: &Host, group: Option<&str>, most: u64) -> Result<Vec<RolloutRow>> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let sql = "SELECT * FROM rollouts WHERE ($1 = '' OR deployment_group = $1) ORDER BY id DESC LIMIT $2";
    all(host, host.database().writer(), sql, [group.unwrap_or_default().into(), limit.into()]).await
}

/// One rollout.
pub async fn rollout(host: &Host, id: i64) -> Result<Option<RolloutRow>> {
    Ok(all(host, host.database().writer(), "SELECT * FROM rollouts WHERE id = $1", [id.into()]).await?.pop())
}

/// The hosts of a rollout, by batch and name.
pub async fn hosts(host: &Host, rollout: i64) -> Result<Vec<HostRow>> {
    let sql = "SELECT * FROM rollout_hosts WHERE rollout_id = $1 ORDER BY batch, agent";
    all(host, host.database().writer(), sql, [rollout.into()]).await
}

/// All rows of a statement.
pub(super) async fn all<R: FromQueryResult, C: ConnectionTrait, const N: usize>(
    host: &Host,
    connection: &C,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<R>> {
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, values);
    Ok(R::find_by_statement(statement).all(connection).await?)
}

/// Runs a statement; gives how many rows it changed.
pub(super) async fn execute<C: ConnectionTrait, const N: usize>(
    host: &Host,
    connection: &C,
    sql: &str,
    values: [Value; N],
) -> Result<u64> {
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, values);
    Ok(connection.execute_raw(statement).await?.rows_affected())
}
