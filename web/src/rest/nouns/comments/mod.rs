//! Comments.

mod access;
mod arguments;
mod create;
mod delete;
mod item;
mod meta;
mod read;
mod routes;
mod schema;
mod update;

pub use read::{answers_to_each, under_each};
pub use routes::routes;
