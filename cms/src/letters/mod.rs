//! Mail: what is written, the outbox that it waits in, how fast and to whom it may leave, and what became of it.

mod breaker;
pub mod breaker_entity;
mod claim;
#[cfg(test)]
mod delivery_tests;
mod domain_check;
mod domain_records;
pub mod entity;
mod erase;
mod finish;
mod follow_up;
mod forget;
mod hindrance;
pub mod key_entity;
mod kind;
#[cfg(test)]
mod letters_tests;
mod list;
mod notice;
pub mod notice_entity;
mod pace;
pub mod pace_entity;
mod prune;
mod queue;
mod receive;
pub mod suppression_entity;
mod suppressions;
mod unsubscribe;

pub(crate) use breaker::stopped_sites;
pub use breaker::{Breaker, Rates, breaker, reset_breaker};
pub use claim::{ClaimedLetter, LEASE, claim, settle_lost, still_sending};
pub use domain_check::{DomainCheck, check_domain};
pub use domain_records::{Found, Record};
pub use entity::Model as Letter;
pub(crate) use erase::erase;
pub use finish::finish;
pub(crate) use forget::forget;
pub use hindrance::ALLOW_LIST;
pub use kind::{Class, Kind};
pub use list::list;
pub use pace::{PaceRow, ask_for_quota, pace};
pub use prune::prune;
pub(crate) use queue::queue;
pub use receive::{Received, receive};
pub use suppressions::{Suppression, suppress, suppressions, unsuppress};
pub use unsubscribe::{WayOut, way_out};
pub(crate) use unsubscribe::{resubscribe, unsubscribe};
