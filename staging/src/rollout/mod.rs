//! Rollouts: a release goes to the hosts of a group batch by batch, is looked at after each, and goes back by itself.
//! All that is known stands in the database; whoever lives drives on.
mod agents;
mod begin;
mod conclude;
mod conduct;
mod health;
mod lease;
mod order;
mod orders;
mod releases;
mod rollback;
mod rows;
mod settings;
mod strategy;

pub use agents::{AgentRow, Presence, agents, beat, forget, leave};
pub use begin::{begin, require_compatible};
pub use conduct::{conduct, stop};
pub(crate) use health::name_of;
pub use health::{is_ready, is_ready_before_traffic};
pub use order::Order;
pub use orders::{accept, next_order, stands, tell_done, tell_event, tell_failed};
pub use releases::{ReleaseRow, known_releases, register};
pub use rollback::roll_back;
pub use rows::{HostRow, RolloutRow, hosts, rollout, rollouts};
pub use settings::Settings;
pub use strategy::Strategy;
