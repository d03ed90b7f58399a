//! Who does something for the whole host that one is enough for.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A lease.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "media_leases")]
pub struct Model {
    /// What is done.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Who does it: another name for each start of a process.
    pub holder: String,
    /// Counts up as long as the holder lives.
    pub beat: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
