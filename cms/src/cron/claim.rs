//! Claims events: whoever claimed one runs it, and nobody else.

use std::time::Instant;

use chrono::{Duration, NaiveDateTime};
use rand::RngExt;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::shares::{self, Due, Share};
use super::{Appetite, CronEvent, Missed, limits, time};
use crate::{Error, Host, Result, Site};

/// What is begun within this time is not late.
const NOT_LATE: Duration = Duration::minutes(1);

/// A claimed event. Acknowledged by [`super::finish`] or [`super::settle`], which know it by its token.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The event as it is since it was claimed.
    pub event: CronEvent,
    /// When this run was planned for, UTC.
    pub planned: NaiveDateTime,
    /// Which try this is, counted from 1.
    pub attempt: i64,
    pub(super) token: i64,
    started: NaiveDateTime,
    began: Instant,
}

impl Claim {
    pub(super) fn of(event: CronEvent) -> Option<Self> {
        let (token, started) = (event.lease_token?, event.started?);
        let planned = event.planned.unwrap_or(event.next_run);
        Some(Self { attempt: event.attempt, planned, token, started, began: Instant::now(), event })
    }

    /// A claim of somebody else, as it looks at `now`.
    pub(super) fn seen_at(event: CronEvent, now: NaiveDateTime) -> Option<Self> {
        Some(Self { started: now, ..Self::of(event)? })
    }

    /// How late it was begun.
    pub fn lateness(&self) -> Duration {
        (self.started - self.event.next_run).max(Duration::zero())
    }

    /// Whether it is late and asks not to be run late.
    pub fn has_passed(&self) -> bool {
        let skips = self.event.missed == Missed::Skip.word() && self.attempt == 1;
        skips && self.lateness() > NOT_LATE
    }

    /// Now, in UTC, by the clock that said when the run began.
    pub fn now(&self, host: &Host) -> NaiveDateTime {
        match host.clock().is_fixed() {
            true => host.clock().now().naive_utc(),
            false => self.started + Duration::from_std(self.began.elapsed()).unwrap_or_default(),
        }
    }
}

/// Claims due events of every site for the runner, as many as it has an appetite for, shared between the sites. Fails
/// with `runner_unknown` where the runner was taken for dead meanwhile.
pub async fn claim_due(host: &Host, runner: &str, appetite: &Appetite) -> Result<Vec<Claim>> {
    if appetite.free == 0 {
        return Ok(Vec::new());
    }
    let rules = limits::rules(host).await?;
    if !rules.is_empty() {
        return limits::claim_within(host, runner, appetite, &rules).await;
    }
    // The look for the next event is cheap; the one for each site's is not, where there are thousands of sites.
    if next_due(host).await?.is_none_or(|(due, now)| due > now) {
        return Ok(Vec::new());
    }
    let shares = shares::deal(due_sites(host.database().writer(), host).await?, appetite);
    if shares.is_empty() {
        return Ok(Vec::new());
    }
    if host.database().is_postgres() {
        return claim_shares(host.database().writer(), host, runner, &shares, false).await;
    }
    let transaction = host.database().begin().await?;
    let claims = claim_shares(&transaction, host, runner, &shares, false).await?;
    transaction.commit().await?;
    Ok(claims)
}

/// Claims these events of a site, whether they are due or not. What somebody else runs is left out.
pub async fn claim_these(site: &Site, runner: &str, event_ids: &[i64]) -> Result<Vec<Claim>> {
    if site.record().is_deleted() {
        return Err(Error::conflict("site_deleted", "The site is deleted: its events rest until it is restored."));
    }
    let host = site.host();
    let transaction = host.database().begin().await?;
    require_runner(&transaction, host, runner).await?;
    let ids = event_ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let choice = format!("site_id = {} AND state <> 'running' AND id IN ({})", site.id(), or_none(&ids));
    let claims = take(&transaction, host, runner, &choice).await?;
    transaction.commit().await?;
    Ok(claims)
}

/// The sites that have due events, by priority.
pub(super) async fn due_sites<C: ConnectionTrait>(connection: &C, host: &Host) -> Result<Vec<Due>> {
    let now = time::expression(host, 1);
    let sql = if host.database().is_postgres() {
        SKIPPING.replace("{now}", &now).replace("{waiting}", WAITING)
    } else {
        GROUPED.to_owned()
    };
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, [time::stated(host).into()]);
    Ok(Due::find_by_statement(statement).all(connection).await?)
}

/// That an open event waits, said so that PostgreSQL's planner has no figures about it and expects that most do. Those
/// that it has of a queue are always of another moment: they made it read and sort all events of a site, where the first
/// few of an index are asked for.
const WAITING: &str = "(state || '') <> 'running'";

/// One look into the index for each site and priority, however many events they have.
const SKIPPING: &str = "
WITH RECURSIVE first AS (
  SELECT site_id, priority, next_run FROM cron_events WHERE is_open AND {waiting}
  ORDER BY site_id, priority, next_run LIMIT 1
), pairs AS (
  SELECT * FROM first
  UNION ALL
  SELECT n.site_id, n.priority, n.next_run FROM pairs p CROSS JOIN LATERAL (
    SELECT site_id, priority, next_run FROM cron_events
    WHERE is_open AND {waiting} AND (site_id, priority) > (p.site_id, p.priority)
    ORDER BY site_id, priority, next_run LIMIT 1) n
) SELECT site_id, priority, next_run FROM pairs WHERE next_run <= {now}";

/// SQLite has no lateral joins, and hosts on it are small.
const GROUPED: &str = "
SELECT site_id, priority, min(next_run) AS next_run FROM cron_events WHERE state = 'waiting' AND next_run <= $1
GROUP BY site_id, priority";

/// Claims what the shares allow: in one statement on PostgreSQL, within the caller's transaction on SQLite. Where
/// limits are set, the runs are to be counted.
pub(super) async fn claim_shares<C: ConnectionTrait>(
    connection: &C,
    host: &Host,
    runner: &str,
    shares: &[Share],
    counted: bool,
) -> Result<Vec<Claim>> {
    if host.database().is_postgres() {
        return claim_on_postgres(connection, host, runner, shares, counted).await;
    }
    require_runner(connection, host, runner).await?;
    let mut claims = Vec::new();
    for Share { site, priority, most } in shares {
        let of_site = format!("state = 'waiting' AND site_id = {site} AND priority = {priority}");
        let choice = format!(
            "id IN (SELECT id FROM cron_events WHERE {of_site} AND next_run <= $1 ORDER BY next_run, id LIMIT {most})"
        );
        claims.extend(take(connection, host, runner, &choice).await?);
    }
    if counted {
        let sql = "UPDATE cron_events SET is_counted = TRUE WHERE runner = $1 AND lease_token IS NOT NULL";
        let statement = Statement::from_sql_and_values(host.database().backend(), sql, [runner.into()]);
        connection.execute_raw(statement).await?;
    }
    Ok(claims)
}

/// The runner's own row is locked against being swept: whoever is taken for dead claims nothing more. The events are
/// changed by an array of their numbers: joined with what was picked, whose number no planner can know, the whole table
/// was read for each claim.
const ON_POSTGRES: &str = "
WITH me AS MATERIALIZED (SELECT id FROM cron_runners WHERE id = $2 AND NOT gone FOR SHARE),
picked AS MATERIALIZED (
  SELECT e.id FROM me
  CROSS JOIN json_to_recordset($4::json) AS s(site bigint, priority bigint, most bigint)
  CROSS JOIN LATERAL (
    SELECT id FROM cron_events
    WHERE is_open AND {waiting} AND site_id = s.site AND priority = s.priority AND next_run <= {now}
    ORDER BY next_run, id LIMIT s.most FOR UPDATE SKIP LOCKED) e
)
UPDATE cron_events e SET state = 'running', attempt = attempt + 1, planned = COALESCE(planned, next_run),
  lease_token = $3, runner = $2, started = {now}, is_counted = {counted}
WHERE id = ANY(ARRAY(SELECT id FROM picked)) RETURNING e.*";

async fn claim_on_postgres<C: ConnectionTrait>(
    connection: &C,
    host: &Host,
    runner: &str,
    shares: &[Share],
    counted: bool,
) -> Result<Vec<Claim>> {
    let sql = ON_POSTGRES.replace("{now}", &time::expression(host, 1)).replace("{waiting}", WAITING);
    let sql = sql.replace("{counted}", if counted { "TRUE" } else { "FALSE" });
    let shares = serde_json::to_string(shares).map_err(|error| Error::Internal(error.to_string()))?;
    let values = [time::stated(host).into(), runner.into(), token().into(), shares.into()];
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, values);
    let mut claimed = CronEvent::find_by_statement(statement).all(connection).await?;
    if claimed.is_empty() {
        require_runner(connection, host, runner).await?;
    }
    claimed.sort_by_key(|event| (event.priority, event.next_run, event.id));
    Ok(claimed.into_iter().filter_map(Claim::of).collect())
}

/// Claims the events of `choice`, a condition whose parameter 1 is the time.
async fn take<C: ConnectionTrait>(connection: &C, host: &Host, runner: &str, choice: &str) -> Result<Vec<Claim>> {
    let now = time::expression(host, 1);
    let sql = format!(
        "UPDATE cron_events SET state = 'running', attempt = attempt + 1, planned = COALESCE(planned, next_run), \
         lease_token = $3, runner = $2, started = {now} WHERE {choice} RETURNING *"
    );
    let values = [time::stated(host).into(), runner.into(), token().into()];
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, values);
    let mut claimed = CronEvent::find_by_statement(statement).all(connection).await?;
    claimed.sort_by_key(|event| (event.next_run, event.id));
    Ok(claimed.into_iter().filter_map(Claim::of).collect())
}

async fn require_runner<C: ConnectionTrait>(connection: &C, host: &Host, runner: &str) -> Result<()> {
    let lock = if host.database().is_postgres() { " FOR SHARE" } else { "" };
    let sql = format!("SELECT id FROM cron_runners WHERE id = $1 AND NOT gone{lock}");
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, [runner.into()]);
    match connection.query_one_raw(statement).await? {
        Some(_) => Ok(()),
        None => Err(Error::conflict("runner_unknown", format!("Runner {runner} was taken for dead."))),
    }
}

fn token() -> i64 {
    rand::rng().random_range(1..i64::MAX)
}

fn or_none(ids: &str) -> &str {
    if ids.is_empty() { "NULL" } else { ids }
}

/// When the next event that waits is due, and the time now; both by the database's clock.
pub async fn next_due(host: &Host) -> Result<Option<(NaiveDateTime, NaiveDateTime)>> {
    let sql = format!(
        "SELECT next_run, {} AS now FROM cron_events WHERE is_open AND {} ORDER BY next_run LIMIT 1",
        time::expression(host, 1),
        if host.database().is_postgres() { WAITING } else { "state = 'waiting'" }
    );
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, [time::stated(host).into()]);
    let Some(row) = host.database().writer().query_one_raw(statement).await? else { return Ok(None) };
    Ok(Some((row.try_get("", "next_run")?, row.try_get("", "now")?)))
}
