//! Who carries files at the moment: every front could, and one is enough.

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

/// `beat` counts up as long as the holder lives: who sees it stand still takes over. No clock decides.
const TABLES: &str = "
CREATE TABLE media_leases (
  name TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, beat BIGINT NOT NULL DEFAULT 0
)
";
