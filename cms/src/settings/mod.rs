//! A site's options, under WordPress's names.

mod defaults;
pub mod entity;
mod load;
mod snapshot;
mod update;

pub use defaults::install;
pub use load::load;
pub use snapshot::Settings;
pub use update::{delete, update};
