//! One option of a site, as WordPress's options table has it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One option of a site, as WordPress's options table has it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "options")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// WordPress's option name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// JSON.
    pub value: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
