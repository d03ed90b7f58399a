//! Attachments and their files.

pub mod entity;
mod queries;

pub use entity::Model as Media;
pub use queries::{of_attachment, of_attachments};
