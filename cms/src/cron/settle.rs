//! Acknowledges runs, many in one statement. Each acknowledgement shows its token: what was taken over meanwhile stays
//! as its new runner has it.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use sea_orm::{ConnectionTrait, Statement};
use serde::Serialize;

use super::outcome::Fate;
use super::settle_done::settle_done;
use super::{Claim, Outcome, state};
use crate::{Error, Host, Result};

/// What a run may leave in the log, in characters of output and of error.
const MOST_WORDS: usize = 65_536;

/// One acknowledgement as the database reads it.
#[derive(Debug, Serialize)]
struct Line {
    id: i64,
    token: i64,
    gone: bool,
    state: &'static str,
    next_run: Option<String>,
    attempt: i64,
    planned: Option<String>,
    logged: bool,
    run_state: &'static str,
    run_attempt: i64,
    run_planned: String,
    ended: String,
    output: String,
    error: String,
}

/// Notes how runs ended, and what becomes of their events. Gives the numbers of the events whose token was still right;
/// nothing happened to the others.
pub async fn settle(host: &Host, ended: &[(&Claim, &Outcome)]) -> Result<HashSet<i64>> {
    if ended.is_empty() {
        return Ok(HashSet::new());
    }
    if host.database().is_postgres() {
        return settle_in(host.database().writer(), host, ended).await;
    }
    let transaction = host.database().begin().await?;
    let settled = settle_in(&transaction, host, ended).await?;
    transaction.commit().await?;
    Ok(settled)
}

/// The same in an open transaction. On PostgreSQL what is over and done goes by a shorter way, and what that did not
/// find as it expected by the way of the others.
pub(super) async fn settle_in<C: ConnectionTrait>(
    connection: &C,
    host: &Host,
    ended: &[(&Claim, &Outcome)],
) -> Result<HashSet<i64>> {
    if !host.database().is_postgres() {
        return settle_lines(connection, host, ended).await;
    }
    let mut settled = settle_done(connection, host, ended).await?;
    let rest: Vec<_> = ended.iter().copied().filter(|(claim, _)| !settled.contains(&claim.event.id)).collect();
    if !rest.is_empty() {
        settled.extend(settle_lines(connection, host, &rest).await?);
    }
    Ok(settled)
}

async fn settle_lines<C: ConnectionTrait>(
    connection: &C,
    host: &Host,
    ended: &[(&Claim, &Outcome)],
) -> Result<HashSet<i64>> {
    let lines = ended.iter().map(|(claim, outcome)| line(host, claim, outcome));
    let lines =
        serde_json::to_string(&lines.collect::<Vec<_>>()).map_err(|error| Error::Internal(error.to_string()))?;
    let statement = |sql: &str| Statement::from_sql_and_values(host.database().backend(), sql, [lines.clone().into()]);
    let rows = if host.database().is_postgres() {
        connection.query_all_raw(statement(ON_POSTGRES)).await?
    } else {
        let rows = connection.query_all_raw(statement(&on_sqlite(MATCHING))).await?;
        for sql in [LOG, GO, KEEP] {
            connection.execute_raw(statement(&on_sqlite(sql))).await?;
        }
        rows
    };
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

fn line(host: &Host, claim: &Claim, outcome: &Outcome) -> Line {
    let now = claim.now(host);
    let (output, mut error) = outcome.texts(claim);
    let fate = Fate::after(claim, outcome, now).unwrap_or_else(|unreadable| {
        error = format!("{error} {unreadable}").trim().to_owned();
        Fate::Kept { state: state::DEAD, next_run: claim.planned, attempt: claim.attempt, planned: None }
    });
    let (gone, state, next_run, attempt, planned) = match fate {
        Fate::Gone => (true, state::WAITING, None, 0, None),
        Fate::Kept { state, next_run, attempt, planned } => (false, state, Some(next_run), attempt, planned),
    };
    Line {
        id: claim.event.id,
        token: claim.token,
        gone,
        state,
        next_run: next_run.map(text),
        attempt,
        planned: planned.map(text),
        logged: outcome.word().is_some(),
        run_state: outcome.word().unwrap_or_default(),
        run_attempt: claim.attempt,
        run_planned: text(claim.planned),
        ended: text(now),
        output: tail(&output),
        error: tail(&error),
    }
}

pub(super) fn text(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M:%S%.f").to_string()
}

/// The end of what was said, without what no database keeps.
pub(super) fn tail(words: &str) -> String {
    let count = words.chars().count();
    words.chars().skip(count.saturating_sub(MOST_WORDS)).filter(|letter| *letter != '\0').collect()
}

/// What was asked for during the run comes before what the run makes of the event.
const ON_POSTGRES: &str = "
WITH f AS MATERIALIZED (SELECT * FROM json_to_recordset($1::json) AS f(id bigint, token bigint, gone boolean, state text,
  next_run timestamp, attempt bigint, planned timestamp, logged boolean, run_state text, run_attempt bigint,
  run_planned timestamp, ended timestamp, output text, error text)),
gone AS (DELETE FROM cron_events e USING f WHERE e.id = f.id AND e.lease_token = f.token
  AND (f.gone AND e.after_run <> 'moved' OR e.after_run = 'gone')
  RETURNING e.id, e.site_id, e.hook, e.args, e.runner, e.started),
kept AS (UPDATE cron_events e SET
    state = CASE WHEN e.after_run = 'moved' THEN 'waiting' ELSE f.state END,
    next_run = CASE WHEN e.after_run = 'moved' THEN e.next_run ELSE COALESCE(f.next_run, e.next_run) END,
    attempt = CASE WHEN e.after_run = 'moved' THEN 0 ELSE f.attempt END,
    planned = CASE WHEN e.after_run = 'moved' THEN NULL ELSE f.planned END,
    lease_token = NULL, is_counted = FALSE, after_run = '', cancelled = FALSE, last_error = f.error
  FROM f WHERE e.id = f.id AND e.lease_token = f.token
  AND NOT (f.gone AND e.after_run <> 'moved' OR e.after_run = 'gone')
  RETURNING e.id, e.site_id, e.hook, e.args, e.runner, e.started),
settled AS (SELECT * FROM gone UNION ALL SELECT * FROM kept),
logged AS (INSERT INTO cron_runs
    (event_id, site_id, hook, args, scheduled_for, state, attempt, runner, started, ended, output, error)
  SELECT s.id, s.site_id, s.hook, s.args, f.run_planned, f.run_state, f.run_attempt, s.runner, s.started, f.ended,
    f.output, f.error
  FROM settled s JOIN f ON f.id = s.id WHERE f.logged)
SELECT id FROM settled";

/// What is acknowledged, read from the lines: `{f}` stands for them.
const MATCHING: &str = "SELECT e.id FROM cron_events e JOIN {f} ON e.id = f.id AND e.lease_token = f.token";

const LOG: &str = "
INSERT INTO cron_runs (event_id, site_id, hook, args, scheduled_for, state, attempt, runner, started, ended, output, error)
SELECT e.id, e.site_id, e.hook, e.args, f.run_planned, f.run_state, f.run_attempt, e.runner, e.started, f.ended,
  f.output, f.error
FROM {f} JOIN cron_events e ON e.id = f.id AND e.lease_token = f.token WHERE f.logged";

const GO: &str = "
DELETE FROM cron_events WHERE id IN (SELECT e.id FROM {f} JOIN cron_events e ON e.id = f.id
  AND e.lease_token = f.token WHERE f.gone AND e.after_run <> 'moved' OR e.after_run = 'gone')";

/// What goes is gone already.
const KEEP: &str = "
UPDATE cron_events SET
  state = CASE WHEN after_run = 'moved' THEN 'waiting' ELSE f.state END,
  next_run = CASE WHEN after_run = 'moved' THEN cron_events.next_run ELSE COALESCE(f.next_run, cron_events.next_run) END,
  attempt = CASE WHEN after_run = 'moved' THEN 0 ELSE f.attempt END,
  planned = CASE WHEN after_run = 'moved' THEN NULL ELSE f.planned END,
  lease_token = NULL, is_counted = FALSE, after_run = '', cancelled = FALSE, last_error = f.error
FROM {f} WHERE cron_events.id = f.id AND cron_events.lease_token = f.token";

fn on_sqlite(sql: &str) -> String {
    const FIELDS: [&str; 14] = [
        "id",
        "token",
        "gone",
        "state",
        "next_run",
        "attempt",
        "planned",
        "logged",
        "run_state",
        "run_attempt",
        "run_planned",
        "ended",
        "output",
        "error",
    ];
    let fields = FIELDS.map(|field| format!("value ->> '{field}' AS {field}")).join(", ");
    sql.replace("{f}", &format!("(SELECT {fields} FROM json_each($1)) AS f"))
}
