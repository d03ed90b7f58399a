//! An old address that leads elsewhere.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// An old address that leads elsewhere.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "redirects")]
pub struct Model {
    /// Number of the row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// `slug` (a post's old slug) or `path`.
    pub kind: String,
    /// The old slug or path.
    pub source: String,
    /// The post it leads to, or 0.
    pub post_id: i64,
    /// The address it leads to, where it is no post.
    pub target: String,
    /// 301, 302, 307, 308 or 410.
    pub status: i64,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
