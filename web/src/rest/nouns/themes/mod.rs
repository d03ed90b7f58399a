//! Themes: which there are, for people who may switch them; the active one for everybody who writes.

mod item;
mod routes;
mod schema;
mod templates;

pub use routes::routes;
