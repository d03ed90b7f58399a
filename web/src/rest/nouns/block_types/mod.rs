//! The blocks that this host can render, for editors.

mod item;
mod routes;
mod schema;

pub use routes::routes;
