//! How finished pages leave the host: who may keep them, for how long, in which encoding, and what stands in for them
//! while the database is away.

mod cache;
#[cfg(test)]
mod cache_tests;
pub mod caching;
mod disk;
pub mod encoding;
mod key;
mod made;
mod page;
mod record;
mod respond;
mod shared;
mod slices;
mod turns;

pub use cache::{Begun, Found, PageCache, Served};
pub use caching::Policy;
pub use encoding::Accepted;
pub use key::{has_tracking, without_tracking};
pub use made::{HTML, Made};
pub use page::StoredPage;
pub use respond::{CacheState, respond};
pub use slices::{SLICE, in_slices};
