//! Claims due cron events and runs them; each job is one call into cms. apalis is the frame: its worker drives the
//! runs, its layers catch panics and trace; where events come from and how they are acknowledged is `cms::cron`'s.

mod claiming;
mod hands;
mod hooks;
#[cfg(test)]
mod hooks_tests;
mod housekeeping;
mod job;
mod leash;
mod letters;
mod meters;
mod pace;
mod record;
mod run_now;
mod runner;
mod settling;
mod shift;
mod source;
mod time_limit;
mod watching;

pub use hooks::Hooks;
pub use job::{Ended, Job};
pub use letters::{deliver_letters, transport};
pub use pace::Pace;
pub use run_now::{Ran, run_now};
pub use runner::{run, run_with};
