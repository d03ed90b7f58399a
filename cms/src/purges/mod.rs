//! The outbox of purges: what a change made stale, written in the change's own transaction and read by every front.

pub mod entity;
mod outbox;
mod prune;
mod reader;

pub use outbox::enqueue;
pub use prune::prune;
pub use reader::{CHANNEL, Purges};
