//! What became of telling one search engine.

use sea_orm::entity::prelude::*;

/// What became of telling one search engine.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_engines")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// A word of [`super::Engine`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub engine: String,
    /// When it last took what it was told, UTC.
    pub told: Option<DateTime>,
    /// When it was last tried, UTC.
    pub tried: Option<DateTime>,
    /// Why the last try failed, or empty.
    pub note: String,
    /// Addresses told so far.
    pub addresses: i64,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
