//! Attachments and their files.

pub mod entity;
mod queries;
mod remove_files;

pub use entity::Model as Media;
pub use queries::{of_attachment, of_attachments};
pub use remove_files::remove_files;
