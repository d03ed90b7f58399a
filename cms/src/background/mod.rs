//! Work behind a request: somebody begins it, goes on, and looks how far it is. An import and a promotion are such work.

mod begin;
pub mod entity;
mod kind;
mod list;
mod noted;
mod row;

pub use begin::{Ended, NewWork, begin};
pub use entity::Model as Work;
pub use kind::Kind;
pub use list::{by_id, list};
pub use noted::Noted;
