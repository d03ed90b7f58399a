//! Sites and their domains. A [`Site`] is the only way to a site's rows.

mod allow;
mod create;
#[cfg(test)]
mod create_tests;
mod delete;
pub mod domain_entity;
mod domain_state;
mod domains;
pub mod entity;
mod find;
mod ids;
mod mapped;
mod move_to;
mod site;
mod suspend;

pub use allow::{Allowance, allow};
pub use create::{NewSite, create};
pub use delete::delete;
pub use domain_entity::Model as Domain;
pub use domain_state::{DomainState, domain_states};
pub use domains::{add_domain, domains, remove_domain};
pub use entity::Model as SiteRecord;
pub use find::{all, by_host, by_id, by_url};
pub use ids::{Kind, at_least, next, next_many, reserved};
pub use mapped::{ENVIRONMENT, MAPPED_ADDRESS, is_in_environment, mapped, with_address};
pub use move_to::move_to;
pub use site::Site;
pub use suspend::{reopen, suspend};
