//! The journal of uploaded files: which files each site has, and which of them stand in which bucket.

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

/// `in_a` and `in_b` hold the content's hash that the bucket has; a bucket is in step with a file when it equals
/// `sha256`, which is empty once the file is gone. The partial indexes hold what is waiting, and are empty at rest.
const TABLES: &str = "
CREATE TABLE media_files (
  id {id}, site_id BIGINT NOT NULL REFERENCES sites(id) ON DELETE CASCADE, file TEXT NOT NULL,
  size BIGINT NOT NULL DEFAULT 0, sha256 TEXT NOT NULL DEFAULT '', modified BIGINT NOT NULL DEFAULT 0,
  in_a TEXT NOT NULL DEFAULT '', in_b TEXT NOT NULL DEFAULT '', checked {time}, changed {time} NOT NULL
);
CREATE UNIQUE INDEX media_files_by_name ON media_files (site_id, file);
CREATE INDEX media_files_by_change ON media_files (changed, id);
CREATE INDEX media_files_not_in_a ON media_files (id) WHERE in_a <> sha256;
CREATE INDEX media_files_not_in_b ON media_files (id) WHERE in_b <> sha256
";
