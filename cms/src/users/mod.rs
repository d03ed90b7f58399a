//! People's accounts, their roles on sites, and how they prove who they are.

pub mod application_password_entity;
mod capability;
mod create;
pub mod entity;
mod find;
pub mod meta_entity;
pub mod nonces;
mod password;
mod role;
pub mod session_entity;
pub mod sessions;
mod sign_in;
#[cfg(test)]
mod sign_in_tests;
pub mod site_user_entity;

pub use capability::Capability;
pub(crate) use create::set_role;
pub use create::{NewUser, create};
pub use entity::Model;
pub use find::{by_email, by_id, by_ids, by_login, by_nicename, of_site, on_site};
pub use password::{hash as hash_password, verify as verify_password};
pub use role::Role;
pub use sign_in::sign_in;
