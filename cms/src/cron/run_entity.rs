//! One execution of a cron event.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One execution of a cron event.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "cron_runs")]
pub struct Model {
    /// Number of the run.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event, or none for work that no event asked for.
    pub event_id: Option<i64>,
    /// The site.
    pub site_id: i64,
    /// What was done.
    pub hook: String,
    /// JSON array of arguments.
    pub args: String,
    /// When it was due, UTC.
    pub scheduled_for: DateTime,
    /// `queued`, `running`, `done` or `failed`.
    pub state: String,
    /// Which try this is.
    pub attempt: i64,
    /// Who ran it.
    pub runner: String,
    /// UTC.
    pub started: Option<DateTime>,
    /// UTC.
    pub ended: Option<DateTime>,
    /// What it said.
    pub output: String,
    /// Why it failed.
    pub error: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
