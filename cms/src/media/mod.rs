//! Attachments and their files.

mod address;
pub mod entity;
mod queries;
mod remove_files;

pub use address::url_of;
pub use entity::Model as Media;
pub use queries::{of_attachment, of_attachments};
pub use remove_files::remove_files;
