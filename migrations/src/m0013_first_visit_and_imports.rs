//! The one-time code of a host without a site, imports that run behind a screen, how often a site is visited, and whose
//! comments are whose.

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
CREATE TABLE installation_codes (id BIGINT PRIMARY KEY, code TEXT NOT NULL, created {time} NOT NULL);
CREATE TABLE imports (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, user_id BIGINT NOT NULL DEFAULT 0,
  file_name TEXT NOT NULL, state TEXT NOT NULL, phase TEXT NOT NULL DEFAULT '', done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0, report TEXT NOT NULL DEFAULT '{}', error TEXT NOT NULL DEFAULT '',
  started {time} NOT NULL, touched {time} NOT NULL
);
CREATE INDEX imports_of_sites ON imports (site_id, id);
CREATE TABLE visits (
  site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, day TEXT NOT NULL, views BIGINT NOT NULL,
  PRIMARY KEY (site_id, day)
);
CREATE INDEX comments_by_author ON comments (site_id, author_email)
";
