//! Terms of every taxonomy, and which posts have them.

mod assign;
mod count;
mod delete;
mod descendants;
pub mod entity;
mod formats;
mod install;
mod list;
mod meta;
pub mod meta_entity;
pub mod permissions;
mod queries;
pub mod relationship_entity;
mod save;
#[cfg(test)]
mod save_tests;
mod slug;
mod taxonomies;

pub(crate) use assign::{assign, assign_default_category, ids_of_post};
pub(crate) use count::{recount, recount_all};
pub use delete::delete;
pub use descendants::with_descendants;
pub use entity::Model as Term;
pub(crate) use formats::of_format;
pub use formats::{FORMAT_TAXONOMY, FORMATS};
pub use install::install_default;
pub use list::{TermOrder, TermQuery, list};
pub use meta::meta_of;
pub use queries::{by_id, by_ids, by_name, by_slug, of_each_post, of_post, of_taxonomy};
pub use save::{TermFields, create, named, update};
pub use taxonomies::{REGISTERED as REGISTERED_TAXONOMIES, Taxonomy, taxonomies, taxonomy_named};
