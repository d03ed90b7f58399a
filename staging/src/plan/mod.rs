//! What a promotion would do: the clone's base, staging now and production now, row by row.

pub(crate) mod base;
mod closing;
mod compare;
mod decide;
mod dependencies;
mod files;
mod item;
mod keep;
mod left_out;
mod make;
mod numbers;
mod places;
mod scan;
mod select;
mod slugs;
mod tell;

pub use decide::{Decision, decide, decided_since, decisions, reopen};
pub use item::{Action, Item, Plan, PlannedFile};
pub use keep::{kept, last, newest};
pub use left_out::{LeftOut, left_out};
pub use make::{Selection, make};
pub(crate) use make::{staging_side, state_now};
pub use places::{Place, names, places};
pub use tell::tell;
