//! A message of a payment provider, so that it counts once.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A message of a payment provider, so that it counts once.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "payment_events")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// The provider's number of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event: String,
    /// What it is about.
    pub kind: String,
    /// UTC.
    pub received: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
