//! Posts of every type.

pub mod access;
mod attached;
mod by_path;
mod classes;
mod date_parts;
mod delete;
pub mod edit_lock;
pub mod entity;
mod fields;
mod fill;
mod guid;
mod kinds;
mod left_over;
mod list;
mod lookup;
mod meta;
pub mod meta_entity;
mod of_authors;
pub mod permissions;
mod publish;
mod queries;
pub mod revisions;
mod save;
#[cfg(test)]
mod save_tests;
mod schedule;
pub mod search;
mod slug;
mod stale;
mod timing;
mod trash;
#[cfg(test)]
mod trash_tests;
mod types;
pub mod unlocking;

pub use access::Reader;
pub use by_path::by_path;
pub use classes::classes;
pub use date_parts::DateParts;
pub use delete::delete;
pub use entity::Model as Post;
pub use fields::{PostDate, PostFields};
pub use kinds::{Capabilities, capabilities, has_trash, keeps_revisions};
pub use left_over::{delete_overtaken_revisions, old_auto_drafts};
pub use list::{ListQuery, Listed, OrderBy, SearchColumn, TermFilter, TermOperator, list, list_ids};
pub use lookup::before_trash;
pub use meta::{add_meta, delete_meta, set_meta};
pub use of_authors::{authors, has_published, revision_counts};
pub use publish::{publish, publish_when_due};
pub use queries::{PublishedPosts, by_id, by_ids, meta_of, meta_of_each};
pub use save::{create, create_attachment, update};
pub use schedule::{HOOK as PUBLISH_HOOK, NEWSLETTER_HOOK, follow as follow_schedule};
pub use slug::{of_titles as slugs_of_titles, reserved as reserved_slug};
pub use trash::{in_trash_since, trash, untrash};
pub use types::{PostType, REGISTERED as REGISTERED_TYPES, searchable_types, type_named, types};
