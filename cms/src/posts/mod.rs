//! Posts of every type.

mod by_path;
mod date_parts;
pub mod entity;
mod list;
pub mod meta_entity;
mod queries;
pub mod search;
mod types;
pub mod unlocking;

pub use by_path::by_path;
pub use date_parts::DateParts;
pub use entity::Model as Post;
pub use list::{ListQuery, Listed, OrderBy, SearchColumn, TermFilter, TermOperator, list, list_ids};
pub use queries::{PublishedPosts, by_id, by_ids, meta_of, meta_of_each};
pub use types::{PostType, REGISTERED as REGISTERED_TYPES, searchable_types, type_named, types};
