//! Feeds: RSS 2.0, Atom, RDF (RSS 1.0) and RSS 0.92 of posts; RSS 2.0 and Atom of comments.

mod atom;
mod channel;
mod comment_items;
mod comments_feed;
mod document;
#[cfg(test)]
mod feeds_tests;
mod kind;
mod post_items;
mod posts_feed;
mod rdf;
mod rss092;
mod rss2;
mod xml;

pub use channel::Channel;
pub use comments_feed::{Comments, comments};
pub use document::Document;
pub use kind::Kind;
pub use posts_feed::posts;
