//! One table for the work behind requests, of which one of a kind runs on a site. `imports` and `promotion_tasks` stay for
//! the code before this, and nothing reads them any more.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await?;
        dialect::run(manager, WHAT_WAS).await
    }
}

const TABLES: &str = "
CREATE TABLE background_work (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, kind TEXT NOT NULL, work TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '{}', state TEXT NOT NULL, part TEXT NOT NULL DEFAULT '', done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0, told TEXT NOT NULL DEFAULT '', report TEXT NOT NULL DEFAULT '{}',
  user_id BIGINT NOT NULL DEFAULT 0, person TEXT NOT NULL DEFAULT '', started {time} NOT NULL, touched {time} NOT NULL
);
CREATE INDEX background_work_of_sites ON background_work (site_id, kind, id);
CREATE UNIQUE INDEX background_work_running ON background_work (site_id, kind) WHERE state = 'running'
";

/// What is over stays readable; what the code before this still runs ends in its own table.
const WHAT_WAS: &str = "
INSERT INTO background_work (site_id, kind, work, about, state, part, done, total, told, report, user_id, started, touched)
SELECT site_id, 'import', 'import', CAST({json_object}('file_name', file_name) AS TEXT), state, phase, done, total, error, report, user_id, started, touched
FROM imports WHERE state <> 'running' ORDER BY id;
INSERT INTO background_work (site_id, kind, work, about, state, part, done, total, told, person, started, touched)
SELECT site_id, 'promotion', work, 
  CAST({json_object}('environment', environment, 'plan', plan_digest) AS TEXT), state, part, done, total, told, person, started, touched
FROM promotion_tasks WHERE state <> 'running' ORDER BY id
";
