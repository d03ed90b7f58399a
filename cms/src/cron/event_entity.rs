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
    /// When it is to run, UTC: the planned time, or later when it is tried again.
    pub next_run: DateTime,
    /// `hourly`, `daily`, …; none for once.
    pub schedule: Option<String>,
    /// Seconds between runs, where it repeats at an interval.
    pub interval_seconds: Option<i64>,
    /// A word of [`super::state`].
    pub state: String,
    /// UTC.
    pub created: DateTime,
    /// What makes it one of its kind, where that is not the arguments.
    pub unique_key: String,
    /// The queue that may be paused as a whole.
    pub queue: String,
    /// 1 runs before 2 before 3, where not all can run at once.
    pub priority: i64,
    /// A cron expression, where it repeats by one.
    pub expression: Option<String>,
    /// The time zone that the expression is read in.
    pub timezone: Option<String>,
    /// What becomes of missed times: a word of [`super::Missed`].
    pub missed: String,
    /// What becomes of it when its runner dies: a word of [`super::OnCrash`].
    pub on_crash: String,
    /// How often the planned run was tried.
    pub attempt: i64,
    /// How often it is tried at the most.
    pub most_attempts: i64,
    /// How many seconds one run may take.
    pub time_limit_seconds: i64,
    /// The time that the run in progress, or the next try, was planned for.
    pub planned: Option<DateTime>,
    /// What an acknowledgement must show; there only while it runs.
    pub lease_token: Option<i64>,
    /// Who runs it, or last ran it.
    pub runner: String,
    /// When its last run began, UTC.
    pub started: Option<DateTime>,
    /// `moved` or `gone`: what was asked for while it ran.
    pub after_run: String,
    /// Whether the run in progress is to end at once.
    pub cancelled: bool,
    /// Why its last run failed.
    pub last_error: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
