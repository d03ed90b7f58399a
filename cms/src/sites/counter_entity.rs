//! Where the ids of one kind of a site go on.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where the ids of one kind of a site go on.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "counters")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// `posts`, `terms` or `comments`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The id that the next new row gets.
    pub next_id: i64,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
