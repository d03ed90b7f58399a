//! A signed-in browser of a member.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A signed-in browser of a member.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "member_sessions")]
pub struct Model {
    /// Number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Who.
    pub member_id: i64,
    /// SHA-256 of the cookie's token.
    #[serde(skip)]
    pub token_hash: String,
    /// UTC.
    pub created: DateTime,
    /// UTC.
    pub expires: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
