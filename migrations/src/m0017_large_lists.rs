//! Lists of a hundred thousand posts: their pages are found in indexes alone, by date, title and author.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

/// The step.
#[derive(DeriveMigrationName, Debug)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let keys = match manager.get_database_backend() {
            DbBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        dialect::run(manager, keys).await?;
        dialect::run(manager, INDEXES).await
    }
}

/// Texts of more than two kilobytes stand beside the table: what walks over many rows does not carry them along.
/// The column to sort titles by is in the table, since an index of an expression is never read without its rows.
const POSTGRES: &str = "
ALTER TABLE posts SET (toast_tuple_target = 256);
ALTER TABLE posts ADD COLUMN title_key TEXT GENERATED ALWAYS AS (LOWER(SUBSTR(title, 1, 200))) STORED
";

const SQLITE: &str = "
ALTER TABLE posts ADD COLUMN title_key TEXT GENERATED ALWAYS AS (LOWER(SUBSTR(title, 1, 200))) VIRTUAL
";

/// The status stands last: lists of the staff show all but two, and are walked in their order.
const INDEXES: &str = "
CREATE INDEX posts_of_type_by_date ON posts (site_id, post_type, date, id, status);
CREATE INDEX posts_of_type_by_title ON posts (site_id, post_type, title_key, id, status);
CREATE INDEX posts_of_type_by_author ON posts (site_id, post_type, author_id, date, id, status);
CREATE INDEX posts_closed ON posts (site_id, id) WHERE access <> ''
";
