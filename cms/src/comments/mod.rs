//! Comments, pingbacks and trackbacks.

pub mod entity;
pub mod meta_entity;

pub use entity::Model as Comment;
