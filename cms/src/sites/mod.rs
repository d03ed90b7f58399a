//! Sites and their domains. A [`Site`] is the only way to a site's rows.

mod allow;
mod clone_state;
mod create;
#[cfg(test)]
mod create_tests;
mod delete;
mod deleted;
pub mod domain_entity;
mod domain_state;
mod domains;
pub mod entity;
mod erase;
mod find;
mod ids;
mod mapped;
mod move_to;
mod site;
mod suspend;

pub(crate) use allow::allow_in;
pub use allow::{Allowance, allow};
pub(crate) use clone_state::{CLONING, is_cloned};
pub(crate) use create::enter;
pub use create::{NewSite, create};
pub(crate) use delete::give_up_in;
pub use delete::{delete, restore};
pub(crate) use deleted::deleted_ids;
pub use deleted::{DELETED, due_to_go, gone_at, may_be_restored};
pub use domain_entity::Model as Domain;
pub use domain_state::{DomainState, domain_states};
pub use domains::{add_domain, domains, remove_domain};
pub use entity::Model as SiteRecord;
pub use erase::erase;
pub(crate) use erase::erase_in;
pub use find::{all, by_host, by_id, by_url, with_deleted};
pub use ids::{Kind, at_least, next, next_many, reserved};
pub use mapped::{ENVIRONMENT, MAPPED_ADDRESS, is_in_environment, mapped, mapped_in_clone, with_address};
pub use move_to::move_to;
pub use site::Site;
pub use suspend::{reopen, suspend};
