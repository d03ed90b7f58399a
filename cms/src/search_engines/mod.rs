//! What search engines are told: that the sitemap changed, and which addresses did. What changed is noted with the change
//! itself; a cron event tells it, many changes at once.

pub mod change_entity;
mod engine;
pub mod engine_entity;
mod indexnow;
mod key_file;
mod list;
mod note;
mod set_up;
mod tell;
#[cfg(test)]
mod tell_tests;
pub mod told_entity;

pub use engine::Engine;
pub use key_file::is_key;
pub use list::{EngineState, list};
pub use note::TELL_SEARCH_ENGINES;
pub(crate) use note::note;
pub use set_up::{disable, enable};
pub use tell::{Told, tell};
