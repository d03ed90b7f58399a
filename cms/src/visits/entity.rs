//! Views of a site's pages on one day.

use sea_orm::entity::prelude::*;

/// Views of a site's pages on one day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visits")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// `2026-11-21`, in UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// How many.
    pub views: i64,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
