//! Comments.

mod arguments;
mod create;
mod delete;
mod item;
mod read;
mod routes;
mod schema;
mod update;

pub use read::{answers_to_each, under_each};
pub use routes::routes;
