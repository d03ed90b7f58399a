//! Addresses: from a post, a term or a date to its permalink, and from a path back to what it asks for.

mod addresses;
mod api;
mod of_posts;
mod of_terms;
mod parse;
mod query;
mod rules;
mod structure;
mod variables;

pub use addresses::{author, comment_page_url, feed_of, list_page_url, post_page_url};
pub use api::rest_url;
pub use of_posts::{of_post, of_posts, of_posts_among, samples};
pub use of_terms::{of_term, of_terms};
pub use parse::{Parsed, parse};
pub use query::Query;
pub use structure::Permalinks;
