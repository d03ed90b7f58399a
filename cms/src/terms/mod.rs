//! Terms of every taxonomy, and which posts have them.

mod descendants;
pub mod entity;
mod install;
pub mod meta_entity;
mod queries;
pub mod relationship_entity;
mod taxonomies;

pub use descendants::with_descendants;
pub use entity::Model as Term;
pub use install::install_default;
pub use queries::{by_id, by_ids, by_slug, of_each_post, of_post, of_taxonomy};
pub use taxonomies::{REGISTERED as REGISTERED_TAXONOMIES, Taxonomy, taxonomies, taxonomy_named};
