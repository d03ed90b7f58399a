//! Searching everything: posts, terms, post formats.

mod formats;
mod found;
mod posts;
mod routes;
mod terms;

pub use routes::routes;
