//! Lists and single things in the formats of WP-CLI.

mod listing;
mod record;
mod table;

pub use listing::{Format, Listing, OneThing};
pub use record::{Record, text_of};
pub use table::drawn;
