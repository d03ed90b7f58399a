//! Sites that are deleted stay for a while: when that was, and what they were before.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, COLUMNS).await
    }
}

/// Runners and senders of letters ask with every claim which sites are deleted: the index holds those alone.
const COLUMNS: &str = "
ALTER TABLE sites ADD COLUMN deleted {time};
ALTER TABLE sites ADD COLUMN status_before TEXT NOT NULL DEFAULT '';
CREATE INDEX sites_deleted ON sites (id) WHERE deleted IS NOT NULL
";
