//! Plans, checks and promotions that run behind a screen: somebody begins one, goes on, and looks how far it is.

mod begin;
mod entity;
mod list;
mod noted;

pub use begin::{Done, NewTask, begin};
pub use entity::Model as Task;
pub use list::{by_id, list};
pub use noted::Noted;
