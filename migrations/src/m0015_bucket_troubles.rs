//! What is wrong with a bucket, for whoever looks after the host: one process carries, and every other one may be asked.

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

/// No row for a bucket that is in order.
const TABLES: &str = "
CREATE TABLE media_troubles (place TEXT NOT NULL PRIMARY KEY, why TEXT NOT NULL, since {time} NOT NULL)
";
