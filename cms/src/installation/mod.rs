//! The first site of a host and the person who runs it.

mod code;
pub mod code_entity;
mod install;
#[cfg(test)]
mod install_tests;

pub use code::{code, is_needed};
pub use install::{FirstPerson, NewInstallation, StartsWith, install, install_by_code};
