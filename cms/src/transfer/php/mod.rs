//! PHP's `serialize()` format, in which WordPress stores meta values and options that are no plain text.

mod parse;
mod write;

pub use parse::{from_stored, parse};
pub use write::{serialize, to_stored};
