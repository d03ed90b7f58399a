//! A site's content as comparable documents: one for each post, term, option and redirect, read from and written to
//! any database the same way. What visitors write is in none of them.

mod addresses;
mod derived;
mod document;
mod kind;
mod meta_rows;
mod options;
mod owned;
mod posts;
mod posts_write;
mod read;
mod redirects;
mod references;
mod remap;
mod snapshot;
mod terms;
mod write;

pub use addresses::Addresses;
pub use derived::recount;
pub use document::{Document, Fields};
pub use kind::{Key, Kind};
pub use owned::is_environments_own;
pub use posts_write::{row as post_of, term_ids};
pub use read::{CHUNK, count, each_chunk, read};
pub use references::{Reference, references};
pub use remap::Numbers;
pub use snapshot::Snapshot;
pub use write::{remove, write};
