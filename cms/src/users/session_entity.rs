//! A signed-in browser.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Number of the row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the cookie's token.
    pub token_hash: String,
    /// The account.
    pub user_id: i64,
    /// UTC.
    pub created: DateTime,
    /// UTC.
    pub expires: DateTime,
    /// Address at sign-in.
    pub ip: String,
    /// Browser at sign-in.
    pub user_agent: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
