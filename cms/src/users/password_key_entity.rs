//! The key to a new password, of somebody who forgot the old one.

use sea_orm::entity::prelude::*;

/// The key to a new password, of somebody who forgot the old one. There is one for each account: a new one ends the old.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "password_keys")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    /// SHA-256 of the key, which is random enough for it.
    pub key_hash: String,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their account.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
