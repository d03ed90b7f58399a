//! Nothing reaches production untested, and nothing that was written there is lost: environments and their clones,
//! plans, gates, promotions and their undoing; releases and their rollout by hooks.

pub mod agent;
pub mod appspec;
pub mod documents;
pub mod environments;
mod fault;
pub mod gates;
mod lock;
mod manifest;
pub mod merge;
pub mod plan;
pub mod promote;
pub mod releases;
pub mod rollout;
pub mod seal;
pub mod tasks;

pub use fault::{Fault, Result};
pub use manifest::{GateOutcome, GateResult, Manifest, SealVerifier, WithoutSeal};
