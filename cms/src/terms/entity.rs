//! A term of a taxonomy.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A term of a taxonomy.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "terms")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// Number within the site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// `category`, `post_tag`, `nav_menu`, `post_format` or a custom one.
    pub taxonomy: String,
    /// Name.
    pub name: String,
    /// Part of its address.
    pub slug: String,
    /// Description.
    pub description: String,
    /// The parent, or 0.
    pub parent_id: i64,
    /// Published posts that have it.
    pub count: i64,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
