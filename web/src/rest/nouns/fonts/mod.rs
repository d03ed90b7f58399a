//! Fonts that a site's owner installed: families, their faces, and collections to choose from.

mod access;
mod collections;
mod faces;
mod families;
mod item;
mod listing;
mod settings;

pub use listing::routes;
