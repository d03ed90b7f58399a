//! What is wrong with a bucket.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A trouble.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "media_troubles")]
pub struct Model {
    /// The bucket's name, as in metrics.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    /// What is wrong, in words.
    pub why: String,
    /// Since when, in UTC.
    pub since: DateTime,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
