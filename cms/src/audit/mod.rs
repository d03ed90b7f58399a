//! The audit log: who did what, when, from where. Its lines commit with what they tell about (see `change`).

mod asker;
mod deed;
pub mod entity;
mod list;
mod prune;
mod write;

pub use asker::{Asker, asked_by};
pub use deed::Deed;
pub use entity::Model as AuditLine;
pub use list::{AuditQuery, list};
pub use prune::prune;
pub(crate) use write::write;
