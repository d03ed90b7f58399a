//! An environment, as production knows it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// An environment, as production knows it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "environments")]
pub struct Model {
    /// Lower-case letters, digits and hyphens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The folder with its `platen.toml`, its uploads and, on SQLite, its database.
    pub folder: String,
    /// `ready`.
    pub state: String,
    /// UTC.
    pub created: DateTime,
}

/// No relations: sites are asked for by the name.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
