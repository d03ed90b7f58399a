//! The agent of one host: it is told by the database what to install, fetches and verifies it, and runs the AppSpec's
//! life cycle. Killed at any moment it says afterwards what it resumed and what it undid.
mod assets;
mod copying;
mod fetch;
mod journal;
mod kept;
mod life_cycle;
mod permissions;
mod place;
mod resume;
mod script;
mod settings;
mod switch;
mod traffic;
mod work;

pub use journal::{At, Journal, Outcome, ProcessMark};
pub use place::Place;
pub use resume::{Resumption, after_restart};
pub use settings::Agent;
pub use work::work;
