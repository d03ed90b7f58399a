//! Types of posts.

mod facts;
mod item;
mod routes;
mod schema;

pub use routes::routes;
