//! A site's options, under WordPress's names.

mod defaults;
pub mod entity;
mod load;
mod permalink_structure;
mod snapshot;
mod update;

pub use defaults::install;
pub use load::load;
pub use permalink_structure::{PermalinkStructure, set_permalink_structure};
pub use snapshot::Settings;
pub(crate) use update::write;
pub use update::{delete, update};
