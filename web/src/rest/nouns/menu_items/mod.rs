//! Items of menus.

mod arguments;
mod delete;
mod item;
mod read;
mod routes;
mod schema;
mod write;

pub use routes::routes;
