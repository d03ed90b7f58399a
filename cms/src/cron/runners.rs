//! Who runs events. A runner says that it lives by counting up a number in its row; whoever sees the number stand still
//! for a whole lease, by a clock of its own that nobody can set, marks the row as gone. Whoever is gone claims nothing
//! more; what it had in hand is taken over, and then its row is deleted. So nobody has to look for events without a
//! runner among all there are, unless a runner went.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::{Claim, CronEvent, Outcome, settle, time};
use crate::{Host, Result};

/// How many events are taken over in one statement.
const TAKEN_OVER_AT_ONCE: usize = 500;
/// Between two looks for events whose runner nobody knows, though nobody is gone.
const BETWEEN_LOOKS_AT_ALL: Duration = Duration::from_secs(60);

/// A runner as the others see it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct RunnerRow {
    /// Its name, new with each start.
    pub id: String,
    /// How often it said that it lives.
    pub beat: i64,
    /// When it began, UTC.
    pub started: chrono::NaiveDateTime,
    /// When it last said that it lives, UTC.
    pub seen: chrono::NaiveDateTime,
    /// How many events it runs at once.
    pub slots: i64,
    /// How many it runs now.
    pub running: i64,
    /// The version of its program.
    pub version: String,
}

/// Enters a runner under a new name.
pub async fn enter(host: &Host, slots: usize) -> Result<String> {
    let id = format!("{}-{}", std::process::id(), platform::secrets::random_hex(6));
    let now = time::expression(host, 1);
    let sql = format!(
        "INSERT INTO cron_runners (id, beat, started, seen, slots, running, version) VALUES ($2, 0, {now}, {now}, $3, 0, $4)"
    );
    let slots = i64::try_from(slots).unwrap_or(i64::MAX);
    let values = [time::stated(host).into(), id.clone().into(), slots.into(), env!("CARGO_PKG_VERSION").into()];
    execute(host, &sql, values).await?;
    Ok(id)
}

/// Says that the runner lives and runs so many events. False when it was struck out: its claims are others' now.
pub async fn beat(host: &Host, runner: &str, running: usize) -> Result<bool> {
    let sql = format!(
        "UPDATE cron_runners SET beat = beat + 1, seen = {}, running = $3 WHERE id = $2 AND NOT gone",
        time::expression(host, 1)
    );
    let running = i64::try_from(running).unwrap_or(i64::MAX);
    Ok(execute(host, &sql, [time::stated(host).into(), runner.into(), running.into()]).await? == 1)
}

/// The runner ends. What it leaves unfinished is taken over.
pub async fn leave(host: &Host, runner: &str) -> Result<()> {
    execute(host, "UPDATE cron_runners SET gone = TRUE WHERE id = $1", [runner.into()]).await?;
    bury(host).await
}

/// Every living runner, the oldest first.
pub async fn runners(host: &Host) -> Result<Vec<RunnerRow>> {
    let sql = "SELECT * FROM cron_runners WHERE NOT gone ORDER BY started, id";
    let statement = Statement::from_string(host.database().backend(), sql);
    Ok(RunnerRow::find_by_statement(statement).all(host.database().writer()).await?)
}

/// The events of this runner whose run is to end at once: cancelled by somebody.
pub async fn cancelled(host: &Host, runner: &str) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM cron_events WHERE cancelled AND runner = $1 AND lease_token IS NOT NULL";
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, [runner.into()]);
    let rows = host.database().writer().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

async fn execute<const N: usize>(host: &Host, sql: &str, values: [sea_orm::Value; N]) -> Result<u64> {
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, values);
    Ok(host.database().writer().execute_raw(statement).await?.rows_affected())
}

/// Watches the other runners, and takes over what dead ones left.
#[derive(Debug)]
pub struct Sweeper {
    lease: Duration,
    seen: HashMap<String, (i64, Instant)>,
    last: Instant,
    looked_at_all: Option<Instant>,
}

impl Sweeper {
    /// One that strikes out whoever says nothing for `lease`.
    pub fn new(lease: Duration) -> Self {
        Self { lease, seen: HashMap::new(), last: Instant::now(), looked_at_all: None }
    }

    /// Looks once; gives how many events were taken over. After a pause of its own (the database was away, or this
    /// process stood still) everybody has a whole lease again.
    pub async fn sweep(&mut self, host: &Host) -> Result<usize> {
        let rows = match runners(host).await {
            Ok(rows) => rows,
            Err(error) => {
                self.seen.clear();
                return Err(error);
            }
        };
        if self.last.elapsed() > self.lease {
            self.seen.clear();
        }
        self.last = Instant::now();
        if self.looked_at_all.is_none() {
            self.believe(&rows, time::now(host).await?);
        }
        self.seen.retain(|id, _| rows.iter().any(|row| row.id == *id));
        for row in rows {
            let (beat, since) = self.seen.entry(row.id.clone()).or_insert((row.beat, self.last));
            if *beat != row.beat {
                (*beat, *since) = (row.beat, self.last);
            } else if since.elapsed() > self.lease {
                strike_out(host, &row).await?;
            }
        }
        // A version before this one deleted the rows of dead runners.
        let looks_at_all = self.looked_at_all.is_none_or(|last| last.elapsed() > BETWEEN_LOOKS_AT_ALL);
        if !looks_at_all && !somebody_is_gone(host).await? {
            return Ok(0);
        }
        let taken = take_over(host).await?;
        self.looked_at_all = Some(Instant::now());
        bury(host).await?;
        Ok(taken)
    }
}

impl Sweeper {
    /// A new sweeper believes of a runner's silence what the database says, up to half a lease: else each runner
    /// that came and went would put the taking over off for a whole one. Whoever lives has the time to beat once more.
    fn believe(&mut self, rows: &[RunnerRow], now: chrono::NaiveDateTime) {
        for row in rows {
            let silence = (now - row.seen).to_std().unwrap_or_default().min(self.lease / 2);
            let since = self.last.checked_sub(silence).unwrap_or(self.last);
            self.seen.entry(row.id.clone()).or_insert((row.beat, since));
        }
    }
}

async fn somebody_is_gone(host: &Host) -> Result<bool> {
    let sql = "SELECT id FROM cron_runners WHERE gone LIMIT 1";
    let statement = Statement::from_string(host.database().backend(), sql);
    Ok(host.database().writer().query_one_raw(statement).await?.is_some())
}

/// Deletes the rows of runners that are gone and left nothing.
async fn bury(host: &Host) -> Result<()> {
    let sql = "DELETE FROM cron_runners WHERE gone \
               AND id NOT IN (SELECT runner FROM cron_events WHERE lease_token IS NOT NULL)";
    execute(host, sql, []).await?;
    Ok(())
}

/// Only a row that still says the same is marked: the runner may have come back this very moment.
async fn strike_out(host: &Host, row: &RunnerRow) -> Result<()> {
    let sql = "UPDATE cron_runners SET gone = TRUE WHERE id = $1 AND beat = $2 AND NOT gone";
    if execute(host, sql, [row.id.clone().into(), row.beat.into()]).await? == 1 {
        tracing::warn!(runner = row.id, last_seen = %row.seen, "a runner went away");
    }
    Ok(())
}

/// Ends the runs that are in nobody's hands. The tokens make sure of it: what changed hands meanwhile is left alone.
async fn take_over(host: &Host) -> Result<usize> {
    let sql = "SELECT * FROM cron_events WHERE lease_token IS NOT NULL \
               AND runner NOT IN (SELECT id FROM cron_runners WHERE NOT gone)";
    let statement = Statement::from_string(host.database().backend(), sql);
    let orphans = CronEvent::find_by_statement(statement).all(host.database().writer()).await?;
    if orphans.is_empty() {
        return Ok(0);
    }
    let now = time::now(host).await?;
    let claims: Vec<Claim> = orphans.into_iter().filter_map(|event| Claim::seen_at(event, now)).collect();
    let mut taken = 0;
    for some in claims.chunks(TAKEN_OVER_AT_ONCE) {
        let ended: Vec<_> = some.iter().map(|claim| (claim, &Outcome::Interrupted)).collect();
        taken += settle(host, &ended).await?.len();
    }
    tracing::warn!(events = taken, "events of a runner that went away are taken over");
    Ok(taken)
}
