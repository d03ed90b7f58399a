//! One file of a promotion.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One file that a promotion brought.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "promotion_files")]
pub struct Model {
    /// The promotion.
    #[sea_orm(primary_key, auto_increment = false)]
    pub promotion_id: i64,
    /// Path within the site's uploads.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file: String,
    /// Of the content, in hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
}

/// No relations: rows are reached through their promotion.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
