//! Members of a site, what they pay, and which posts are for whom. Money is counted in the currency's smallest unit.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, MEMBERS).await?;
        dialect::run(manager, PAYMENTS).await
    }
}

const MEMBERS: &str = "
ALTER TABLE posts ADD COLUMN access TEXT NOT NULL DEFAULT '';
CREATE TABLE members (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, email TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL DEFAULT '', newsletter BOOLEAN NOT NULL DEFAULT FALSE,
  unsubscribe_key TEXT NOT NULL, provider TEXT NOT NULL DEFAULT '', customer TEXT NOT NULL DEFAULT '',
  payment_method TEXT NOT NULL DEFAULT '', created {time} NOT NULL
);
CREATE UNIQUE INDEX members_by_email ON members (site_id, email);
CREATE TABLE member_keys (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, purpose TEXT NOT NULL,
  email TEXT NOT NULL, key_hash TEXT NOT NULL, details TEXT NOT NULL DEFAULT '', created {time} NOT NULL,
  expires {time} NOT NULL
);
CREATE UNIQUE INDEX member_keys_by_hash ON member_keys (site_id, key_hash);
CREATE INDEX member_keys_by_email ON member_keys (site_id, email, purpose);
CREATE TABLE member_sessions (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE,
  member_id BIGINT NOT NULL REFERENCES members(id) ON DELETE CASCADE, token_hash TEXT NOT NULL,
  created {time} NOT NULL, expires {time} NOT NULL
);
CREATE UNIQUE INDEX member_sessions_by_hash ON member_sessions (token_hash);
CREATE INDEX member_sessions_by_member ON member_sessions (member_id);
CREATE TABLE newsletters (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, post_id BIGINT NOT NULL,
  last_member BIGINT NOT NULL DEFAULT 0, letters BIGINT NOT NULL DEFAULT 0, created {time} NOT NULL,
  finished {time}, PRIMARY KEY (site_id, post_id)
)
";

/// One invoice for a subscription and the beginning of a period, whoever tries to make a second.
const PAYMENTS: &str = "
CREATE TABLE payment_accounts (
  site_id BIGINT PRIMARY KEY REFERENCES sites(id) ON DELETE CASCADE, secret_key TEXT NOT NULL DEFAULT '',
  webhook_secret TEXT NOT NULL DEFAULT '', instructions TEXT NOT NULL DEFAULT ''
);
CREATE TABLE plans (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, slug TEXT NOT NULL, name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '', amount BIGINT NOT NULL, currency TEXT NOT NULL, every TEXT NOT NULL,
  trial_days BIGINT NOT NULL DEFAULT 0, payment TEXT NOT NULL, archived BOOLEAN NOT NULL DEFAULT FALSE,
  created {time} NOT NULL
);
CREATE UNIQUE INDEX plans_by_slug ON plans (site_id, slug);
CREATE TABLE subscriptions (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, member_id BIGINT NOT NULL,
  plan_id BIGINT NOT NULL, state TEXT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, every TEXT NOT NULL,
  payment TEXT NOT NULL, anchor {time} NOT NULL, period BIGINT NOT NULL DEFAULT 0, period_start {time} NOT NULL,
  period_end {time}, cancel_at_end BOOLEAN NOT NULL DEFAULT FALSE,
  created {time} NOT NULL, ended {time}
);
CREATE INDEX subscriptions_by_member ON subscriptions (site_id, member_id);
CREATE UNIQUE INDEX subscriptions_one_at_a_time ON subscriptions (site_id, member_id) WHERE ended IS NULL;
CREATE TABLE invoices (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, number BIGINT NOT NULL,
  member_id BIGINT NOT NULL, subscription_id BIGINT NOT NULL, plan_name TEXT NOT NULL, period_start {time} NOT NULL,
  period_end {time} NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, payment TEXT NOT NULL,
  state TEXT NOT NULL, attempt BIGINT NOT NULL DEFAULT 0, failures BIGINT NOT NULL DEFAULT 0,
  idempotency_key TEXT NOT NULL DEFAULT '', key_since {time}, intent TEXT NOT NULL DEFAULT '',
  error TEXT NOT NULL DEFAULT '', due {time} NOT NULL, refunded BIGINT NOT NULL DEFAULT 0, created {time} NOT NULL,
  paid {time}
);
CREATE UNIQUE INDEX invoices_once ON invoices (subscription_id, period_start);
CREATE UNIQUE INDEX invoices_by_number ON invoices (site_id, number);
CREATE INDEX invoices_by_member ON invoices (site_id, member_id);
CREATE TABLE refunds (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE,
  invoice_id BIGINT NOT NULL REFERENCES invoices(id) ON DELETE CASCADE, amount BIGINT NOT NULL, state TEXT NOT NULL,
  attempt BIGINT NOT NULL DEFAULT 0, idempotency_key TEXT NOT NULL DEFAULT '', key_since {time},
  error TEXT NOT NULL DEFAULT '', created {time} NOT NULL, done {time}
);
CREATE INDEX refunds_by_invoice ON refunds (site_id, invoice_id);
CREATE TABLE payment_events (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, event TEXT NOT NULL, kind TEXT NOT NULL,
  received {time} NOT NULL, PRIMARY KEY (site_id, event)
)
";
