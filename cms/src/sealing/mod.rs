//! Seals short texts that must not stand open in the database, such as what an account shares with an app.

pub mod entity;
mod key;
mod seal;

pub use seal::{is_sealed, open, seal};
