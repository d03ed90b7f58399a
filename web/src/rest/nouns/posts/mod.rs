//! Posts, pages, patterns and menu items: every type but attachments, whose file is their point.

mod arguments;
mod autosaves;
mod collection;
mod create;
mod delete;
mod given;
mod item;
mod kind;
mod links;
mod read;
mod registered_meta;
mod revisions;
mod routes;
mod schema;
mod update;
mod versions;

pub use arguments::collection as collection_arguments;
pub use autosaves::taking as autosaves_taking;
pub use collection::list_query;
pub use create::may_create;
pub use delete::may_delete;
pub use given::text;
pub use item::{Prepared, iso, prepare, readable};
pub use kind::{Kind, lasting};
pub use links::{Surroundings, allowed_methods, of as links};
pub use read::{check_statuses, find, find_readable, may_list};
pub use revisions::collection_arguments as revision_arguments;
pub use routes::routes;
pub use schema::links as schema_links;
pub use update::may_update;
