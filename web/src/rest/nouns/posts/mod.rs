//! Posts, pages, patterns and menu items: every type but attachments, whose file is their point.

mod arguments;
mod collection;
mod item;
mod kind;
mod links;
mod read;
mod routes;
mod schema;

pub use arguments::collection as collection_arguments;
pub use collection::list_query;
pub use item::{iso, prepare};
pub use kind::Kind;
pub use read::{find_readable, may_list};
pub use routes::routes;
