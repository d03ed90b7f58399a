//! A site of the host.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A site of the host.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sites")]
pub struct Model {
    /// The number that every row of the site carries.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its home address, without a slash at the end.
    pub url: String,
    /// `active`, `suspended`, `cloning` while another site's content is being copied into it, or `deleted`.
    pub status: String,
    /// Its plan.
    pub plan: String,
    /// Bytes of uploads that the plan allows.
    pub quota_bytes: i64,
    /// UTC.
    pub created_at: DateTime,
    /// When it was deleted, UTC; none while it is not.
    #[serde(default)]
    pub deleted: Option<DateTime>,
    /// Its status before it was deleted, for whoever restores it.
    #[serde(default)]
    pub status_before: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
