//! Environments: a database, uploads and settings of their own, filled with clones of production's sites.

mod clone;
mod clone_comments;
mod clone_content;
mod clone_people;
mod clone_plans;
mod clone_site;
mod clone_work;
mod create;
mod delete;
mod entity;
mod list;
mod masks;
mod media;
mod of_site;
mod open;
mod progress;
mod registry;
mod reserve;
mod site_entity;

pub use clone::{CloneOptions, CloneReport, clone};
pub use create::{NewEnvironment, create};
pub use delete::delete;
pub use entity::Model as Environment;
pub use list::{Listed, list};
pub use masks::Rules;
pub use of_site::{Room, of_site, reach_site};
pub use open::{open, open_site};
pub use progress::{Progress, Silent};
pub use registry::{find, site_of};
pub use site_entity::Model as ClonedSite;
