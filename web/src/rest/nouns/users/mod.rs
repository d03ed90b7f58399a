//! People: the collection, single accounts, and whoever asks (`users/me`).

mod access;
mod arguments;
mod collection;
mod create;
mod delete;
mod fields;
mod item;
pub mod named;
mod preferences;
mod read;
mod routes;
mod schema;
mod update;

pub use access::refusal;
pub use arguments::types_of;
pub use collection::these;
pub use item::avatars;
pub use routes::routes;
