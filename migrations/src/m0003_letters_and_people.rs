//! What sending letters needs to know of each, keys for forgotten passwords, second factors, and the audit log.

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

const TABLES: &str = "
ALTER TABLE mail_outbox ADD COLUMN sender TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_outbox ADD COLUMN not_before {time};
ALTER TABLE mail_outbox ADD COLUMN started {time};
ALTER TABLE mail_outbox ADD COLUMN token TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_outbox ADD COLUMN message_id TEXT NOT NULL DEFAULT '';
CREATE INDEX mail_outbox_by_site ON mail_outbox (site_id, id);
CREATE TABLE password_keys (
  user_id BIGINT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE, key_hash TEXT NOT NULL, created {time} NOT NULL
);
CREATE TABLE second_factors (
  user_id BIGINT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE, secret TEXT NOT NULL,
  confirmed {time}, last_step BIGINT NOT NULL DEFAULT 0, created {time} NOT NULL
);
CREATE TABLE recovery_codes (
  id {id}, user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE, code_hash TEXT NOT NULL, used {time}
);
CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id);
CREATE TABLE pending_sign_ins (
  token_hash TEXT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  remembered BOOLEAN NOT NULL, failures BIGINT NOT NULL DEFAULT 0, expires {time} NOT NULL
);
CREATE TABLE audit_log (
  id {id}, site_id BIGINT NOT NULL, happened {time} NOT NULL, user_id BIGINT NOT NULL DEFAULT 0,
  login TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', face TEXT NOT NULL DEFAULT '',
  action TEXT NOT NULL, object_type TEXT NOT NULL DEFAULT '', object_id BIGINT NOT NULL DEFAULT 0,
  details TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_log_by_site ON audit_log (site_id, id)
";
