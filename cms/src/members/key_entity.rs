//! A link in a letter: good once, and not for long.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A link in a letter: good once, and not for long.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "member_keys")]
pub struct Model {
    /// Number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// `sign-up` or `sign-in`.
    pub purpose: String,
    /// Whose it is, in lower case.
    pub email: String,
    /// SHA-256 of the key.
    #[serde(skip)]
    pub key_hash: String,
    /// What was said at the sign-up, as JSON.
    #[serde(skip)]
    pub details: String,
    /// UTC.
    pub created: DateTime,
    /// UTC.
    pub expires: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
