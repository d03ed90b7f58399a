//! How the queue stands: for metrics, for a person who looks, for whoever decides how many runners there should be.

use std::collections::HashMap;

use sea_orm::{FromQueryResult, Statement};

use super::time;
use crate::{Host, Result};

/// The queue at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Events that are due and wait.
    pub due: i64,
    /// For how many seconds the oldest of them has waited.
    pub oldest_due_seconds: f64,
    /// Events that run, as the runners last said.
    pub running: i64,
    /// Slots of all runners.
    pub slots: i64,
    /// Runners.
    pub runners: i64,
    /// Events in other states, by state.
    pub aside: Vec<(String, i64)>,
}

/// The events of one site or hook that are due or run.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Busy {
    /// The site.
    pub site_id: i64,
    /// The hook.
    pub hook: String,
    /// How many are due.
    pub due: i64,
    /// How many run.
    pub running: i64,
}

#[derive(FromQueryResult)]
struct Numbers {
    due: i64,
    oldest: Option<chrono::NaiveDateTime>,
    now: chrono::NaiveDateTime,
    running: i64,
    slots: i64,
    runners: i64,
}

#[derive(FromQueryResult)]
struct Aside {
    state: String,
    number: i64,
}

#[derive(FromQueryResult)]
struct OfSite {
    site_id: i64,
    number: i64,
}

/// How many events of each site failed for good.
pub(crate) async fn dead_by_site(host: &Host) -> Result<HashMap<i64, i64>> {
    let sql = "SELECT site_id, count(*) AS number FROM cron_events WHERE aside = 'dead' GROUP BY site_id";
    let statement = Statement::from_string(host.database().backend(), sql);
    let rows = OfSite::find_by_statement(statement).all(host.database().writer()).await?;
    Ok(rows.into_iter().map(|row| (row.site_id, row.number)).collect())
}

/// How the queue stands.
pub async fn figures(host: &Host) -> Result<Figures> {
    let now = time::expression(host, 1);
    let due = format!("FROM cron_events WHERE is_open AND state = 'waiting' AND next_run <= {now}");
    let sql = format!(
        "SELECT (SELECT count(*) {due}) AS due, (SELECT min(next_run) {due}) AS oldest, {now} AS now, \
         (SELECT CAST(COALESCE(sum(running), 0) AS BIGINT) FROM cron_runners WHERE NOT gone) AS running, \
         (SELECT CAST(COALESCE(sum(slots), 0) AS BIGINT) FROM cron_runners WHERE NOT gone) AS slots, \
         (SELECT count(*) FROM cron_runners WHERE NOT gone) AS runners"
    );
    let backend = host.database().backend();
    let statement = Statement::from_sql_and_values(backend, sql, [time::stated(host).into()]);
    let numbers = Numbers::find_by_statement(statement).one(host.database().writer()).await?;
    let sql = "SELECT state, count(*) AS number FROM cron_events WHERE aside <> '' \
               GROUP BY state ORDER BY state";
    let aside = Aside::find_by_statement(Statement::from_string(backend, sql)).all(host.database().writer()).await?;
    let Some(numbers) = numbers else { return Ok(Figures::default()) };
    let waited = numbers.oldest.map_or(0, |oldest| (numbers.now - oldest).num_milliseconds());
    Ok(Figures {
        due: numbers.due,
        oldest_due_seconds: waited.max(0) as f64 / 1_000.0,
        running: numbers.running,
        slots: numbers.slots,
        runners: numbers.runners,
        aside: aside.into_iter().map(|aside| (aside.state, aside.number)).collect(),
    })
}

/// The sites and hooks with most to do, at most `limit`.
pub async fn busiest(host: &Host, limit: u64) -> Result<Vec<Busy>> {
    let now = time::expression(host, 1);
    let sql = format!(
        "SELECT site_id, hook, CAST(sum(CASE WHEN state = 'running' THEN 0 ELSE 1 END) AS BIGINT) AS due, \
         CAST(sum(CASE WHEN state = 'running' THEN 1 ELSE 0 END) AS BIGINT) AS running FROM cron_events \
         WHERE is_open AND next_run <= {now} \
         GROUP BY site_id, hook ORDER BY due DESC, running DESC, site_id, hook LIMIT {limit}"
    );
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, [time::stated(host).into()]);
    Ok(Busy::find_by_statement(statement).all(host.database().writer()).await?)
}
