//! `_embed`: puts what an item's links lead to beside the item, where the link says that it may be.

mod embed;
mod together;
mod wanted;

pub use embed::embed;
pub use together::{AuthorsOfPosts, TermsOfPosts};
pub use wanted::Wanted;
