//! A post that changed since search engines were last told.

use sea_orm::entity::prelude::*;

/// A post that changed since search engines were last told.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_changes")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// The post, which may be gone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: i64,
    /// UTC.
    pub changed: DateTime,
    /// Another with each change: what changes while it is told is told again.
    pub token: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
