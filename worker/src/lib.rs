//! Claims due cron events and runs them; each job is one call into cms.

mod hooks;
#[cfg(test)]
mod hooks_tests;
mod housekeeping;
mod runner;

pub use hooks::run_claim;
pub use runner::run;
