//! The outbox of purges: what a change made stale, written in the change's own transaction and read by every front.

pub mod entity;
mod outbox;
mod reader;

pub use outbox::enqueue;
pub use reader::{CHANNEL, Purges};
