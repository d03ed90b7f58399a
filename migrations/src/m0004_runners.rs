//! The runner's tables: who runs, what an event may cost, what is paused and limited. Runs become a log that is only
//! ever appended to, so that its numbers stand in the order in which the runs ended.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, EVENTS).await?;
        dialect::run(manager, TABLES).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            dialect::run(manager, POSTGRES_LOG).await?;
        }
        Ok(())
    }
}

/// A lease is a random number that every acknowledgement carries; it is there only while the event runs.
/// Whoever looks for work looks at waiting events alone, hence the partial indexes.
const EVENTS: &str = "
ALTER TABLE cron_events ADD COLUMN unique_key TEXT NOT NULL DEFAULT '';
ALTER TABLE cron_events ADD COLUMN queue TEXT NOT NULL DEFAULT 'default';
ALTER TABLE cron_events ADD COLUMN priority BIGINT NOT NULL DEFAULT 2;
ALTER TABLE cron_events ADD COLUMN expression TEXT;
ALTER TABLE cron_events ADD COLUMN timezone TEXT;
ALTER TABLE cron_events ADD COLUMN missed TEXT NOT NULL DEFAULT 'one';
ALTER TABLE cron_events ADD COLUMN on_crash TEXT NOT NULL DEFAULT 'retry';
ALTER TABLE cron_events ADD COLUMN attempt BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cron_events ADD COLUMN most_attempts BIGINT NOT NULL DEFAULT 5;
ALTER TABLE cron_events ADD COLUMN time_limit_seconds BIGINT NOT NULL DEFAULT 300;
ALTER TABLE cron_events ADD COLUMN planned {time};
ALTER TABLE cron_events ADD COLUMN lease_token BIGINT;
ALTER TABLE cron_events ADD COLUMN runner TEXT NOT NULL DEFAULT '';
ALTER TABLE cron_events ADD COLUMN started {time};
ALTER TABLE cron_events ADD COLUMN after_run TEXT NOT NULL DEFAULT '';
ALTER TABLE cron_events ADD COLUMN cancelled BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE cron_events ADD COLUMN last_error TEXT NOT NULL DEFAULT '';
UPDATE cron_events SET state = 'waiting' WHERE state = 'running';
UPDATE cron_events SET state = 'dead' WHERE state = 'done';
DROP INDEX cron_events_due;
CREATE INDEX cron_events_next ON cron_events (next_run) WHERE state = 'waiting';
CREATE INDEX cron_events_of_sites ON cron_events (site_id, priority, next_run, id) WHERE state = 'waiting';
CREATE INDEX cron_events_running ON cron_events (runner) WHERE lease_token IS NOT NULL;
CREATE INDEX cron_events_parked ON cron_events (state, site_id, hook, next_run)
  WHERE state <> 'waiting' AND state <> 'running';
CREATE UNIQUE INDEX cron_events_by_key ON cron_events (site_id, hook, unique_key) WHERE unique_key <> ''
";

const TABLES: &str = "
DROP INDEX cron_runs_once;
DELETE FROM cron_runs WHERE state = 'running' OR state = 'queued';
CREATE TABLE cron_runners (
  id TEXT PRIMARY KEY, beat BIGINT NOT NULL DEFAULT 0, started {time} NOT NULL, seen {time} NOT NULL,
  slots BIGINT NOT NULL DEFAULT 0, running BIGINT NOT NULL DEFAULT 0, version TEXT NOT NULL DEFAULT ''
);
CREATE TABLE cron_pauses (
  id {id}, site_id BIGINT NOT NULL DEFAULT 0, hook TEXT NOT NULL DEFAULT '', queue TEXT NOT NULL DEFAULT '',
  created {time} NOT NULL
);
CREATE UNIQUE INDEX cron_pauses_once ON cron_pauses (site_id, hook, queue);
CREATE TABLE cron_limits (
  id {id}, site_id BIGINT NOT NULL DEFAULT 0, hook TEXT NOT NULL DEFAULT '', at_once BIGINT, per_minute BIGINT
);
CREATE UNIQUE INDEX cron_limits_once ON cron_limits (site_id, hook);
CREATE TABLE cron_starts (
  site_id BIGINT NOT NULL, hook TEXT NOT NULL, second BIGINT NOT NULL, started BIGINT NOT NULL,
  PRIMARY KEY (second, site_id, hook)
)
";

/// Checking the site of each line of the log costs as much as writing it; a site that is deleted takes its lines along
/// by its verb.
const POSTGRES_LOG: &str = "ALTER TABLE cron_runs DROP CONSTRAINT cron_runs_site_id_fkey";
