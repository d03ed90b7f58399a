//! Where content names other content by number, and how those numbers follow when an import had to give new ones.

mod blocks;
mod content;
mod identifiers;

pub use content::{renumber_by, renumber_content};
pub use identifiers::{NewIdentifiers, Numbering};
