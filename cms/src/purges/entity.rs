//! A set of tags that a committed change made stale.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A set of tags that a committed change made stale.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "purge_outbox")]
pub struct Model {
    /// Number of the row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site; 0 for all.
    pub site_id: i64,
    /// Cache tags, separated by spaces.
    pub tags: String,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
