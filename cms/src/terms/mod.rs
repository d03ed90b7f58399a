//! Terms of every taxonomy, and which posts have them.

pub mod entity;
mod install;
pub mod meta_entity;
mod queries;
pub mod relationship_entity;

pub use entity::Model as Term;
pub use install::install_default;
pub use queries::{by_id, by_slug, of_each_post, of_post, of_taxonomy};
