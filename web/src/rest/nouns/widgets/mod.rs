//! Widgets: their places, their kinds, and themselves.

mod item;
mod kinds;
mod listing;
mod schema;
mod sidebars;
mod single;

pub use listing::routes;
