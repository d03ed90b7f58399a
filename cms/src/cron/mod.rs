//! Cron events and their runs.

mod claim;
#[cfg(test)]
mod claim_tests;
pub mod event_entity;
mod finish;
mod history;
mod install;
mod list;
mod prune;
mod recurrence;
pub mod run_entity;
mod schedule;
mod unschedule;

pub use claim::{Claim, LEASE, claim_due, claim_these};
pub use event_entity::Model as CronEvent;
pub use finish::{fail, finish};
pub use history::history;
pub use install::{EMPTY_TRASH, install};
pub use list::events;
pub use prune::prune;
pub use recurrence::Recurrence;
pub use run_entity::Model as CronRun;
pub use schedule::schedule;
pub(crate) use schedule::schedule_in;
pub use unschedule::unschedule_hook;
pub(crate) use unschedule::unschedule_in;
