//! Money given back.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Money given back.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "refunds")]
pub struct Model {
    /// Number, unique on the host.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Of which invoice.
    pub invoice_id: i64,
    /// In the currency's smallest unit.
    pub amount: i64,
    /// `open`, `unknown`, `done` or `failed`.
    pub state: String,
    /// Which try the idempotency key is for, from 1.
    pub attempt: i64,
    /// What the provider knows the try by.
    pub idempotency_key: String,
    /// When the key was first written down, UTC.
    pub key_since: Option<DateTime>,
    /// Why it is not done.
    pub error: String,
    /// UTC.
    pub created: DateTime,
    /// UTC.
    pub done: Option<DateTime>,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
