//! A promotion, in production's log.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A promotion, in production's log.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "promotions")]
pub struct Model {
    /// Number on the host.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// The environment that it came from.
    pub environment: String,
    /// The clone that it came from.
    pub lineage: String,
    /// The plan.
    pub plan_digest: String,
    /// The manifest as JSON.
    pub manifest: String,
    /// A word of [`super::State`].
    pub state: String,
    /// Who promoted; empty for the host itself.
    pub person: String,
    /// UTC.
    pub started: DateTime,
    /// UTC; none while it runs.
    pub ended: Option<DateTime>,
    /// What there is to tell of it, in sentences.
    pub told: String,
    /// The theme before it.
    pub theme_before: String,
    /// The theme after it.
    pub theme_after: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
