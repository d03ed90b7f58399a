//! Posts of every type.

pub mod entity;
pub mod meta_entity;
mod queries;
pub mod unlocking;

pub use entity::Model as Post;
pub use queries::{PublishedPosts, by_id, by_ids, meta_of, meta_of_each};
