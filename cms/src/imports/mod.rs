//! Imports that run behind a screen: somebody sends a file, goes on, and looks how far it is.

mod begin;
pub mod entity;
mod list;
mod noted;

pub use begin::{Wish, begin};
pub use entity::Model as Import;
pub use list::{by_id, list};
