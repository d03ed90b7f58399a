//! A site's options, under WordPress's names.

mod defaults;
pub mod entity;
mod further;
mod load;
mod of_one_site;
mod permalink_structure;
pub mod registered;
mod snapshot;
mod update;

pub use defaults::install;
pub use further::{Allowed, FURTHER, further, update_further};
pub use load::load;
pub use of_one_site::is_of_one_site;
pub use permalink_structure::{PermalinkStructure, set_permalink_structure};
pub use snapshot::Settings;
pub(crate) use update::write;
pub use update::{delete, update, update_registered};
