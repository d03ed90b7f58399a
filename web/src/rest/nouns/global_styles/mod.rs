//! Global styles: what a theme brings, and what the site's owner changed of it.

mod of_theme;
mod revisions;
mod routes;
mod schema;
mod user;

pub use routes::routes;
