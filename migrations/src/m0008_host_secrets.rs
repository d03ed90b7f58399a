//! Keys that the host makes for itself, and that all its fronts must share.

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
CREATE TABLE host_secrets (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, created {time} NOT NULL)
";
