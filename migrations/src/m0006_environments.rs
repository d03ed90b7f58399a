//! Environments and what is promoted from them: the registry and the log stand in production's database, the base of
//! a clone and the decisions about it in the environment's own. Every database has all tables, so that any host can be either.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, PRODUCTION).await?;
        dialect::run(manager, ENVIRONMENT).await
    }
}

/// `counters.last_id` ends the block of numbers that an environment may give out; none on production.
const PRODUCTION: &str = "
ALTER TABLE counters ADD COLUMN last_id BIGINT;
CREATE TABLE environments (
  name TEXT PRIMARY KEY, folder TEXT NOT NULL, state TEXT NOT NULL, created {time} NOT NULL
);
CREATE TABLE environment_sites (
  environment TEXT NOT NULL REFERENCES environments(name) ON DELETE CASCADE,
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, url TEXT NOT NULL, lineage TEXT NOT NULL,
  state TEXT NOT NULL, first_post BIGINT NOT NULL, first_term BIGINT NOT NULL, block BIGINT NOT NULL,
  last_user BIGINT NOT NULL, last_comment BIGINT NOT NULL DEFAULT 0, rules TEXT NOT NULL DEFAULT '{}', begun {time} NOT NULL, cloned {time},
  PRIMARY KEY (environment, site_id)
);
CREATE TABLE promotions (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, environment TEXT NOT NULL,
  lineage TEXT NOT NULL, plan_digest TEXT NOT NULL, manifest TEXT NOT NULL, state TEXT NOT NULL,
  person TEXT NOT NULL DEFAULT '', started {time} NOT NULL, ended {time}, told TEXT NOT NULL DEFAULT '',
  theme_before TEXT NOT NULL DEFAULT '', theme_after TEXT NOT NULL DEFAULT ''
);
CREATE INDEX promotions_by_site ON promotions (site_id, id);
CREATE TABLE promotion_rows (
  promotion_id BIGINT NOT NULL REFERENCES promotions(id) ON DELETE CASCADE, kind TEXT NOT NULL, row_key TEXT NOT NULL,
  place BIGINT NOT NULL, staging_key TEXT NOT NULL, before_row TEXT, after_row TEXT, staging_row TEXT, base_row TEXT,
  gone_with_it TEXT NOT NULL DEFAULT '', PRIMARY KEY (promotion_id, kind, row_key)
);
CREATE TABLE promotion_files (
  promotion_id BIGINT NOT NULL REFERENCES promotions(id) ON DELETE CASCADE, file TEXT NOT NULL,
  sha256 TEXT NOT NULL, size BIGINT NOT NULL, PRIMARY KEY (promotion_id, file)
)
";

/// `staging_numbers` says which number a row that was made here has got on production, where it could not keep its own.
const ENVIRONMENT: &str = "
CREATE TABLE staging_base (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, kind TEXT NOT NULL, row_key TEXT NOT NULL,
  digest TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (site_id, kind, row_key)
);
CREATE TABLE staging_numbers (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, kind TEXT NOT NULL, here BIGINT NOT NULL,
  there BIGINT NOT NULL, PRIMARY KEY (site_id, kind, here)
);
CREATE TABLE staging_decisions (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, kind TEXT NOT NULL, row_key TEXT NOT NULL,
  field TEXT NOT NULL, side TEXT NOT NULL, about TEXT NOT NULL, person TEXT NOT NULL DEFAULT '', decided {time} NOT NULL,
  PRIMARY KEY (site_id, kind, row_key, field)
);
CREATE TABLE staging_plans (
  digest TEXT PRIMARY KEY, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, document TEXT NOT NULL,
  created {time} NOT NULL
)
";
