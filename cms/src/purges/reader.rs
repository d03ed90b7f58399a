//! Reads the outbox: a message only triggers the reading, polling makes sure of it.
//!
//! Rows are read from the connection that pages are read from, so a purge counts only once its change is visible there.
//! On Postgres the reading goes by the snapshot's watermark (every transaction below it has ended), since ids become
//! visible out of order; SQLite has one writer at a time, so there ids are enough.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use platform::Database;
use platform::redis::Redis;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::sync::{Mutex, Notify};

use crate::{CacheTag, Generations};

/// How often the outbox is looked at when nothing says that there is news.
const POLL: Duration = Duration::from_millis(300);
/// A reading that takes longer has failed: a database that hangs must not look healthy.
const READ_LIMIT: Duration = Duration::from_secs(5);
/// The Redis channel on which fronts tell each other that the outbox has news.
pub const CHANNEL: &str = "platen:purges";

/// The outbox's reader. Cheap to clone; clones share.
#[derive(Clone, Debug)]
pub struct Purges {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    database: Database,
    redis: Redis,
    generations: Generations,
    progress: Mutex<Progress>,
    position: AtomicI64,
    healthy: AtomicBool,
    started: Instant,
    /// Milliseconds from `started` to the last reading that succeeded.
    last_read_millis: AtomicU64,
    wake: Notify,
}

#[derive(Debug, Default)]
struct Progress {
    /// Everything below this has been read: a transaction number on Postgres, a row id on SQLite.
    watermark: i64,
    /// Rows at or above the watermark that were applied already.
    applied: HashSet<i64>,
}

#[derive(Debug)]
struct Row {
    id: i64,
    site_id: i64,
    tags: String,
    transaction: i64,
}

impl Purges {
    /// A reader that has not read yet.
    pub fn new(database: Database, redis: Redis, generations: Generations) -> Self {
        let state = State {
            database,
            redis,
            generations,
            progress: Mutex::default(),
            position: AtomicI64::new(0),
            healthy: AtomicBool::new(false),
            started: Instant::now(),
            last_read_millis: AtomicU64::new(0),
            wake: Notify::new(),
        };
        Self { state: Arc::new(state) }
    }

    /// Reads what is new in the outbox and marks it stale here.
    pub async fn catch_up(&self) -> Result<(), DbErr> {
        let mut progress = self.state.progress.lock().await;
        let read = tokio::time::timeout(READ_LIMIT, self.read(progress.watermark)).await;
        let read = read.unwrap_or_else(|_| Err(DbErr::Custom("no answer in time".to_owned())));
        self.state.healthy.store(read.is_ok(), Ordering::Relaxed);
        let (watermark, rows) = read?;
        for row in &rows {
            if progress.applied.insert(row.id) {
                self.apply(row);
            }
        }
        progress.watermark = watermark;
        let open: HashSet<i64> = rows.iter().filter(|row| row.transaction >= watermark).map(|row| row.id).collect();
        progress.applied.retain(|id| open.contains(id));
        self.state.position.store(watermark, Ordering::Release);
        self.state.last_read_millis.store(self.millis_since_start(), Ordering::Relaxed);
        Ok(())
    }

    /// Tells this process and the others that the outbox has news, and waits until this one has read it. A failure
    /// is logged only: the change has been committed, and polling goes on.
    pub async fn announce(&self) {
        if let Err(error) = self.catch_up().await {
            tracing::warn!(%error, "the purge outbox could not be read; polling goes on");
        }
        self.state.redis.publish(CHANNEL, "news").await;
    }

    /// Wakes the following loop.
    pub fn wake(&self) {
        self.state.wake.notify_one();
    }

    /// Whether the last reading succeeded: what a page cache must know before it calls a page fresh.
    pub fn is_healthy(&self) -> bool {
        self.state.healthy.load(Ordering::Relaxed)
    }

    /// How long ago the outbox was last read; before the first reading, the time since the start.
    pub fn lag(&self) -> Duration {
        let last = self.state.last_read_millis.load(Ordering::Relaxed);
        Duration::from_millis(self.millis_since_start().saturating_sub(last))
    }

    fn millis_since_start(&self) -> u64 {
        u64::try_from(self.state.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The watermark of the last reading: whatever is loaded from now on has seen every transaction below it.
    pub fn position(&self) -> i64 {
        self.state.position.load(Ordering::Acquire)
    }

    /// Follows the outbox until `stop` completes.
    pub async fn follow(&self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            if let Err(error) = self.catch_up().await {
                tracing::warn!(%error, "the purge outbox could not be read");
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.state.wake.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    async fn read(&self, watermark: i64) -> Result<(i64, Vec<Row>), DbErr> {
        let postgres = self.state.database.is_postgres();
        let reader = self.state.database.reader();
        let backend = self.state.database.backend();
        let next = if postgres {
            // Before the rows: a transaction that ends in between is read now and once more next time.
            let statement =
                Statement::from_string(backend, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS next");
            reader.query_one_raw(statement).await?.map_or(Ok(watermark), |row| row.try_get("", "next"))?
        } else {
            watermark
        };
        let sql = if postgres {
            "SELECT id, site_id, tags, transaction_id FROM purge_outbox WHERE transaction_id >= $1 ORDER BY id"
        } else {
            "SELECT id, site_id, tags, id AS transaction_id FROM purge_outbox WHERE id >= $1 ORDER BY id"
        };
        let found = reader.query_all_raw(Statement::from_sql_and_values(backend, sql, [watermark.into()])).await?;
        let rows = found.iter().map(Row::from_query).collect::<Result<Vec<_>, _>>()?;
        let next = if postgres { next } else { rows.last().map_or(watermark, |row| row.id + 1) };
        Ok((next, rows))
    }

    fn apply(&self, row: &Row) {
        for tag in row.tags.split(' ').filter(|tag| !tag.is_empty()) {
            // A newer version may name tags that this one does not know: then everything of the site is stale.
            let tag = tag.parse().unwrap_or(CacheTag::Site);
            self.state.generations.purge(row.site_id, tag, row.transaction);
        }
    }
}

impl Row {
    fn from_query(row: &sea_orm::QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            id: row.try_get("", "id")?,
            site_id: row.try_get("", "site_id")?,
            tags: row.try_get("", "tags")?,
            transaction: row.try_get("", "transaction_id")?,
        })
    }
}
