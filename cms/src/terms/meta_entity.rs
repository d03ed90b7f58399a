//! A value attached to a term.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A value attached to a term.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "term_meta")]
pub struct Model {
    /// Number of the row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// The term.
    pub term_id: i64,
    /// Key.
    pub meta_key: String,
    /// A string, or JSON of what WordPress keeps PHP-serialised.
    pub meta_value: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
