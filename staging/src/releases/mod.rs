//! Releases: built once, named by their digest, the same bytes from the same inputs; kept in a folder or a bucket.
mod build;
mod description;
mod digest;
mod expand_contract;
mod pack;
mod running;
mod store;
mod tables;
mod ticket;
mod tree;
mod unpack;

pub use build::{Ingredients, build};
pub use description::{Column, Description, Tables};
pub use digest::Digest;
pub use expand_contract::breaks;
pub use pack::{digest_of_tree, pack};
pub use running::running;
pub use store::Store;
pub use tables::tables;
pub use ticket::Ticket;
pub use unpack::{unpack, verify_file};
