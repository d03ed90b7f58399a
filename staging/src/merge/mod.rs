//! Three-way comparison of one document: field by field, and block by block in a post's text.

mod blocks;
mod fields;
mod pieces;

pub use fields::{Choice, FieldChange, Merged, Outcome, merge};
