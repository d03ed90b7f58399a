//! PHP's `serialize()` format, in which WordPress stores meta values and options that are no plain text.

mod meta_column;
mod parse;
mod write;

pub use meta_column::{from_column, to_column};
pub use parse::{from_stored, parse};
pub use write::{serialize, to_stored};
