//! Somebody who has given the right password, and has yet to give the second factor.

use sea_orm::entity::prelude::*;

/// Somebody who has given the right password, and has yet to give the second factor.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pending_sign_ins")]
pub struct Model {
    /// SHA-256 of the token that the form holds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// The account.
    pub user_id: i64,
    /// Whether the session is to be a long one.
    pub remembered: bool,
    /// Wrong codes so far.
    pub failures: i64,
    /// UTC.
    pub expires: DateTime,
}

/// No relations: rows are reached through their token.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
