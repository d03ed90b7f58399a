//! The nouns that the API shows, a folder or a file each.

mod comment_changes;
mod comments;
mod listing;
mod media;
mod posts;
mod statuses;
mod taxonomies;
mod terms;
mod themes;
mod types;
mod users;

pub use listing::routes;
