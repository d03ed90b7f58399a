//! Attachments.

mod arguments;
mod change;
mod create;
mod edit;
mod item;
mod modifiers;
mod read;
mod remove;
mod routes;
mod schema;

pub use read::these;
pub use routes::routes;
