//! What a site keeps about one person: shown to that person, or taken out.

mod collect;
mod erase;

pub use collect::{Collected, collect};
pub use erase::{Erased, erase};
