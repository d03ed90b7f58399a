//! What each hook does.

mod canary;
mod collect;
mod newsletter;
mod publish;
mod refund;
mod registry;
mod renew;
mod search;
mod sizes;
mod tidy_up;
mod trash;

pub use registry::Hooks;
