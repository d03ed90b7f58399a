//! What a front does of a promotion behind a screen, and values that a person wrote for a conflict.

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

/// `staging_decisions.merged` is the value itself, as JSON, where the side is `merged`.
const TABLES: &str = "
CREATE TABLE promotion_tasks (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, environment TEXT NOT NULL, work TEXT NOT NULL,
  plan_digest TEXT NOT NULL DEFAULT '', state TEXT NOT NULL, part TEXT NOT NULL DEFAULT '', done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0, told TEXT NOT NULL DEFAULT '', person TEXT NOT NULL DEFAULT '',
  started {time} NOT NULL, touched {time} NOT NULL
);
CREATE INDEX promotion_tasks_of_sites ON promotion_tasks (site_id, id);
ALTER TABLE staging_decisions ADD COLUMN merged TEXT
";
