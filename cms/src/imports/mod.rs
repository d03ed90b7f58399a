//! Imports that run behind a screen: somebody sends a file, goes on, and looks how far it is.

mod begin;

pub use begin::{KIND, Wish, begin};
