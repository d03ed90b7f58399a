//! An import, running or done.

use sea_orm::entity::prelude::*;

/// An import, running or done.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Who sent the file.
    pub user_id: i64,
    /// What the file was called.
    pub file_name: String,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// `survey` or `import`.
    pub phase: String,
    /// Bytes of the file that are done in this phase.
    pub done: i64,
    /// Bytes of the file.
    pub total: i64,
    /// JSON: what came in, by kind.
    pub report: String,
    /// Why it stopped.
    pub error: String,
    /// UTC.
    pub started: DateTime,
    /// When it was last heard of, UTC.
    pub touched: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
