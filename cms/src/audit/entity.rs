//! One line of the audit log.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    /// Number of the line.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site; 0 for the host's own.
    pub site_id: i64,
    /// UTC.
    pub happened: DateTime,
    /// Who did it; 0 for nobody and for the host itself.
    pub user_id: i64,
    /// The login at that time.
    pub login: String,
    /// The network address, or empty.
    pub address: String,
    /// The way it came: `rest`, `command line`, ….
    pub face: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object_type: String,
    /// Its number, or 0.
    pub object_id: i64,
    /// JSON object.
    pub details: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
