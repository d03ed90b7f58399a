//! What happens in the background: cron events and their runs, the outboxes for mail and purges.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            dialect::run(manager, POSTGRES_PURGES).await?;
        }
        Ok(())
    }
}

const TABLES: &str = "
CREATE TABLE cron_events (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, hook TEXT NOT NULL,
  args TEXT NOT NULL DEFAULT '[]', next_run {time} NOT NULL, schedule TEXT, interval_seconds BIGINT,
  state TEXT NOT NULL DEFAULT 'waiting', created {time} NOT NULL
);
CREATE UNIQUE INDEX cron_events_by_hook ON cron_events (site_id, hook, args);
CREATE INDEX cron_events_due ON cron_events (state, next_run);
CREATE TABLE cron_runs (
  id {id}, event_id BIGINT, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, hook TEXT NOT NULL,
  args TEXT NOT NULL DEFAULT '[]', scheduled_for {time} NOT NULL, state TEXT NOT NULL, attempt BIGINT NOT NULL DEFAULT 1,
  runner TEXT NOT NULL DEFAULT '', started {time}, ended {time}, output TEXT NOT NULL DEFAULT '',
  error TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX cron_runs_once ON cron_runs (event_id, scheduled_for);
CREATE INDEX cron_runs_by_site ON cron_runs (site_id, id);
CREATE TABLE mail_outbox (
  id {id}, site_id BIGINT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, text_body TEXT NOT NULL,
  html_body TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'queued',
  attempts BIGINT NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', created {time} NOT NULL, sent {time}
);
CREATE INDEX mail_outbox_by_state ON mail_outbox (state, id);
CREATE TABLE purge_outbox (
  id {id}, site_id BIGINT NOT NULL, tags TEXT NOT NULL, created {time} NOT NULL
);
CREATE INDEX purge_outbox_by_time ON purge_outbox (created)
";

/// The transaction's number tells whether a page's snapshot had already seen the change.
const POSTGRES_PURGES: &str = "
ALTER TABLE purge_outbox ADD COLUMN transaction_id BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX purge_outbox_by_transaction ON purge_outbox (transaction_id)
";
