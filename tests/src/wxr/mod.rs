//! WordPress's export files as the tests see them: what one says must be on the site, and ones made to measure.
mod addresses;
mod made;
mod read;

pub use addresses::published_addresses;
pub use made::{MadePost, made_export};
pub use read::{Export, Item, Term, read};
