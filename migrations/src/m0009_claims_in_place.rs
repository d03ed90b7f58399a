//! Claims that rewrite no index. PostgreSQL changes a row in place (a heap-only tuple) where no column changed that any
//! index mentions and where its page has room; a claim and its acknowledgement were most of what an event cost. So the
//! indexes speak of `is_open` and `aside`, which a claim leaves as they are, and not of the state. SQLite keeps its indexes: it
//! has no such thing, and its hosts are small.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, COLUMNS).await?;
        dialect::run(manager, DAILY).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => dialect::run(manager, POSTGRES).await,
            _ => dialect::run(manager, SQLITE).await,
        }
    }
}

/// `gone`: a runner that ended or was taken for dead, kept until nothing is left of what it had in hand.
/// `is_counted`: whether a run in progress was claimed while limits were set, so that those are found without a look
/// at every event that is due.
const COLUMNS: &str = "
ALTER TABLE cron_runners ADD COLUMN gone BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE cron_events ADD COLUMN is_counted BOOLEAN NOT NULL DEFAULT FALSE
";

/// The sites that are there get the daily events that a new one has.
const DAILY: &str = "
INSERT INTO cron_events (site_id, hook, args, next_run, schedule, interval_seconds, created)
  SELECT id, 'wp_scheduled_auto_draft_delete', '[]', CURRENT_TIMESTAMP, 'daily', 86400, CURRENT_TIMESTAMP FROM sites
  WHERE true ON CONFLICT DO NOTHING;
INSERT INTO cron_events (site_id, hook, args, next_run, schedule, interval_seconds, created)
  SELECT id, 'platen_tidy_up', '[]', CURRENT_TIMESTAMP, 'daily', 86400, CURRENT_TIMESTAMP FROM sites
  WHERE true ON CONFLICT DO NOTHING
";

/// `is_open`: whether an event waits or runs. `aside`: the state of an event that does neither; else empty.
const POSTGRES: &str = "
ALTER TABLE cron_events
  ADD COLUMN is_open BOOLEAN NOT NULL GENERATED ALWAYS AS (state IN ('waiting', 'running')) STORED,
  ADD COLUMN aside TEXT NOT NULL
    GENERATED ALWAYS AS (CASE WHEN state IN ('waiting', 'running') THEN '' ELSE state END) STORED;
DROP INDEX cron_events_next;
DROP INDEX cron_events_of_sites;
DROP INDEX cron_events_running;
DROP INDEX cron_events_parked;
CREATE INDEX cron_events_next ON cron_events (next_run) WHERE is_open;
CREATE INDEX cron_events_of_sites ON cron_events (site_id, priority, next_run, id) WHERE is_open;
CREATE INDEX cron_events_aside ON cron_events (aside, site_id, hook, next_run) WHERE aside <> '';
CREATE INDEX cron_events_counted ON cron_events (site_id, hook) WHERE is_counted;
CREATE INDEX cron_events_cancelled ON cron_events (id) WHERE cancelled;
ALTER TABLE cron_events SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000);
ALTER TABLE cron_runs SET (autovacuum_vacuum_insert_scale_factor = 0.5)
";

const SQLITE: &str = "
ALTER TABLE cron_events ADD COLUMN is_open BOOLEAN GENERATED ALWAYS AS (state IN ('waiting', 'running')) VIRTUAL;
ALTER TABLE cron_events ADD COLUMN aside TEXT
  GENERATED ALWAYS AS (CASE WHEN state IN ('waiting', 'running') THEN '' ELSE state END) VIRTUAL
";
