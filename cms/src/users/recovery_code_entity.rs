//! A code that stands in once for a lost app.

use sea_orm::entity::prelude::*;

/// A code that stands in once for a lost app.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    /// Number of the row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The account.
    pub user_id: i64,
    /// SHA-256 of the code, which is random enough for it.
    pub code_hash: String,
    /// When it was used, UTC.
    pub used: Option<DateTime>,
}

/// No relations: rows are reached through their account.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
