//! Cron events and their runs.

pub mod event_entity;
pub mod run_entity;

pub use event_entity::Model as CronEvent;
pub use run_entity::Model as CronRun;
