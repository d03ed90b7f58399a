//! A cron event: a hook with arguments and a time.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A cron event: a hook with arguments and a time.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "cron_events")]
pub struct Model {
    /// Number of the event.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// What to do.
    pub hook: String,
    /// JSON array of arguments.
    pub args: String,
    /// UTC.
    pub next_run: DateTime,
    /// `hourly`, `daily`, …; none for once.
    pub schedule: Option<String>,
    /// Seconds between runs, where it repeats.
    pub interval_seconds: Option<i64>,
    /// `waiting`, `running` or `done`.
    pub state: String,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
