//! A host name that leads to a site.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A host name that leads to a site.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "domains")]
pub struct Model {
    /// Lower case; with the port where it is not the scheme's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub host: String,
    /// The site.
    pub site_id: i64,
    /// Whether the site's address uses it.
    pub is_primary: bool,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
