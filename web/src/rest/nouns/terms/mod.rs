//! Terms: categories, tags, menus and the like.

mod arguments;
mod create;
mod delete;
mod item;
mod kind;
mod read;
mod routes;
mod schema;
mod update;
mod write;

pub use kind::Kind;
pub use read::of_each_post;
pub use routes::routes;
