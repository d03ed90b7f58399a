//! Old addresses that lead elsewhere.

pub mod entity;

pub use entity::Model as Redirect;
