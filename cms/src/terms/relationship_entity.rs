//! That a post has a term.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// That a post has a term.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "term_relationships")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: i64,
    /// The term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term_id: i64,
    /// WordPress's `term_order`.
    pub position: i64,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
