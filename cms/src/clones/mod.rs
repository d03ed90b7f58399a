//! Clones of a site on the same host: what another site begins with everything that this one has.

mod begin;
#[cfg(test)]
mod clones_tests;
mod copy;
mod files;
mod options;
mod plans;
mod rows;

pub use begin::{KIND, NewClone, begin};
