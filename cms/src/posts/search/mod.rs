//! Searching a site's posts.

mod conditions;
mod order;
mod words;

pub use conditions::{COLUMNS, matching};
pub use order::relevance;
pub use words::Words;
