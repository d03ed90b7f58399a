//! What a promotion would do: the clone's base, staging now and production now, row by row.

pub(crate) mod base;
mod closing;
mod compare;
mod decide;
mod dependencies;
mod files;
mod item;
mod keep;
mod make;
mod numbers;
mod scan;
mod select;
mod slugs;
mod tell;

pub use decide::{Decision, decide, decisions};
pub use item::{Action, Item, Plan, PlannedFile};
pub use keep::{kept, newest};
pub use make::{Selection, make};
pub(crate) use make::{staging_side, state_now};
pub use tell::tell;
