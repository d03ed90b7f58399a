//! People's accounts, their roles on sites, and how they prove who they are.

pub mod application_password_entity;
pub mod application_passwords;
mod avatar;
mod capability;
mod create;
pub mod entity;
mod find;
mod leave;
mod meta;
pub mod meta_entity;
mod nicename;
pub mod nonces;
mod password;
mod permissions;
mod role;
mod roles;
pub mod session_entity;
pub mod sessions;
mod sign_in;
#[cfg(test)]
mod sign_in_tests;
pub mod site_user_entity;
mod update;

pub use avatar::avatar_url;
pub use capability::Capability;
pub use create::{NewUser, create};
pub use entity::Model;
pub use find::{by_email, by_id, by_ids, by_login, by_nicename, of_site, on_site};
pub(crate) use leave::leave;
pub use meta::{EVERYWHERE, meta_of, set_meta};
pub use password::{hash as hash_password, verify as verify_password};
pub use permissions::{may_delete, may_edit};
pub use role::Role;
pub use roles::{make_network_admin, set_role};
pub use sign_in::sign_in;
pub use update::{UserFields, update};
