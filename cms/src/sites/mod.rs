//! Sites and their domains. A [`Site`] is the only way to a site's rows.

mod create;
#[cfg(test)]
mod create_tests;
mod delete;
pub mod domain_entity;
pub mod entity;
mod find;
mod ids;
mod move_to;
mod site;

pub use create::{NewSite, create};
pub use delete::delete;
pub use entity::Model as SiteRecord;
pub use find::{all, by_host, by_id, by_url};
pub use ids::{Kind, at_least, next, next_many};
pub use move_to::move_to;
pub use site::Site;
