//! What is to run, when, and how.

use chrono::NaiveDateTime;
use sea_orm::{ActiveValue::NotSet, Set};
use serde_json::Value;

use super::{Missed, OnCrash, Priority, Recurrence, Timing, event_entity as entity, state};

/// How long one run may take where nothing else is said, in seconds.
const TIME_LIMIT: i64 = 300;
/// How often an event is tried where nothing else is said.
const ATTEMPTS: i64 = 5;

/// An event to be scheduled.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What to do.
    pub hook: String,
    /// A JSON array.
    pub arguments: Value,
    /// When first, UTC.
    pub due: NaiveDateTime,
    /// How it repeats.
    pub timing: Timing,
    /// What makes it one of its kind, where that is not the arguments.
    pub key: Option<String>,
    /// The queue that it can be paused with.
    pub queue: String,
    /// Who goes first.
    pub priority: Priority,
    /// What becomes of missed times.
    pub missed: Missed,
    /// What becomes of it when its runner dies.
    pub on_crash: OnCrash,
    /// How often it is tried at the most.
    pub most_attempts: i64,
    /// How many seconds one run may take.
    pub time_limit: i64,
}

impl Plan {
    /// `hook` with `arguments` (a JSON array), once, at `due`.
    pub fn once(hook: &str, arguments: Value, due: NaiveDateTime) -> Self {
        Self {
            hook: hook.to_owned(),
            arguments,
            due,
            timing: Timing::Once,
            key: None,
            queue: "default".to_owned(),
            priority: Priority::default(),
            missed: Missed::default(),
            on_crash: OnCrash::default(),
            most_attempts: ATTEMPTS,
            time_limit: TIME_LIMIT,
        }
    }

    /// The same, repeated.
    pub fn every(hook: &str, arguments: Value, due: NaiveDateTime, recurrence: Recurrence) -> Self {
        Self { timing: Timing::Every(recurrence), ..Self::once(hook, arguments, due) }
    }

    pub(super) fn row(&self, site_id: i64, now: NaiveDateTime) -> entity::ActiveModel {
        let (schedule, seconds, expression) = match &self.timing {
            Timing::Once => (None, None, None),
            Timing::Every(recurrence) => (Some(recurrence.name().to_owned()), Some(recurrence.seconds()), None),
            Timing::Interval(seconds) => (Some(format!("every {seconds} seconds")), Some(*seconds), None),
            Timing::Expression(expression) => (Some(expression.text().to_owned()), None, Some(expression)),
        };
        entity::ActiveModel {
            id: NotSet,
            site_id: Set(site_id),
            hook: Set(self.hook.clone()),
            args: Set(self.arguments.to_string()),
            next_run: Set(self.due),
            schedule: Set(schedule),
            interval_seconds: Set(seconds),
            state: Set(state::WAITING.to_owned()),
            created: Set(now),
            unique_key: Set(self.key.clone().unwrap_or_default()),
            queue: Set(self.queue.clone()),
            priority: Set(self.priority.number()),
            expression: Set(expression.map(|expression| expression.text().to_owned())),
            timezone: Set(expression.map(|expression| expression.zone().to_owned())),
            missed: Set(self.missed.word().to_owned()),
            on_crash: Set(self.on_crash.word().to_owned()),
            attempt: Set(0),
            most_attempts: Set(self.most_attempts.max(1)),
            time_limit_seconds: Set(self.time_limit.max(1)),
            planned: Set(None),
            lease_token: Set(None),
            runner: Set(String::new()),
            started: Set(None),
            after_run: Set(String::new()),
            cancelled: Set(false),
            last_error: Set(String::new()),
        }
    }
}
