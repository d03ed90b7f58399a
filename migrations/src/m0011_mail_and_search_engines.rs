//! What became of letters after they left, to whom none go any more, how fast they may leave, and what search engines
//! were told.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await
    }
}

/// `scope` is empty for all letters, or the one kind that somebody does not want. `mail_paces` has one row for each way
/// out: all runners take their turns from it. Times in `mail_paces` are milliseconds since 1970.
const TABLES: &str = "
ALTER TABLE mail_outbox ADD COLUMN priority BIGINT NOT NULL DEFAULT 2;
ALTER TABLE mail_outbox ADD COLUMN delivery TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_outbox ADD COLUMN delivery_note TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_outbox ADD COLUMN delivery_time {time};
ALTER TABLE mail_outbox ADD COLUMN unsubscribe_url TEXT NOT NULL DEFAULT '';
CREATE INDEX mail_outbox_by_turn ON mail_outbox (priority, id) WHERE state = 'queued';
CREATE INDEX mail_outbox_by_message ON mail_outbox (message_id) WHERE message_id <> '';
CREATE INDEX mail_outbox_sent ON mail_outbox (site_id, sent) WHERE sent IS NOT NULL;
CREATE TABLE mail_suppressions (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, address TEXT NOT NULL, scope TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', created {time} NOT NULL, PRIMARY KEY (site_id, address, scope)
);
CREATE TABLE mail_notices (message_id TEXT PRIMARY KEY, received {time} NOT NULL);
CREATE INDEX mail_notices_by_time ON mail_notices (received);
CREATE TABLE mail_breakers (
  site_id BIGINT PRIMARY KEY REFERENCES sites(id) ON DELETE CASCADE, opened {time}, reason TEXT NOT NULL DEFAULT '',
  counts_since {time}
);
CREATE TABLE mail_keys (
  site_id BIGINT PRIMARY KEY REFERENCES sites(id) ON DELETE CASCADE, secret TEXT NOT NULL
);
CREATE TABLE mail_paces (
  door TEXT PRIMARY KEY, tokens {double} NOT NULL, refilled BIGINT NOT NULL, per_second {double} NOT NULL,
  day_limit BIGINT NOT NULL, day_left BIGINT NOT NULL, may_send BOOLEAN NOT NULL, asked BIGINT NOT NULL,
  note TEXT NOT NULL DEFAULT ''
);
CREATE TABLE search_changes (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, post_id BIGINT NOT NULL, changed {time} NOT NULL,
  token TEXT NOT NULL, PRIMARY KEY (site_id, post_id)
);
CREATE TABLE search_told (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, post_id BIGINT NOT NULL, url TEXT NOT NULL,
  told {time} NOT NULL, PRIMARY KEY (site_id, post_id)
);
CREATE TABLE search_engines (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, engine TEXT NOT NULL, told {time}, tried {time},
  note TEXT NOT NULL DEFAULT '', addresses BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (site_id, engine)
)
";
