//! The small site that a newcomer sees first.

mod install;

pub use install::install;
