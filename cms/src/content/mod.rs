//! What readers see of a post: its title, its content as HTML, its excerpt, and the form that asks for its password.

mod attachments;
mod lent;
mod password;
mod render;
mod rendered;
mod title;

pub use attachments::{by_ids as attachments, image_settings};
pub use password::{is_open, password_form};
pub use render::{Excerpt, Renderer};
pub use rendered::{Rendered, feed, unlocked, whole};
pub use title::{title, title_of};
