//! What readers see of a post: its title, its content as HTML, its excerpt, and the form that asks for its password.

mod attachments;
mod block_preview;
mod invitation;
mod lent;
mod password;
mod render;
mod rendered;
mod title;

pub use attachments::{by_ids as attachments, image_settings};
pub use block_preview::block_preview;
pub use password::{is_open, password_form};
pub use render::{Excerpt, Renderer};
pub use rendered::{Rendered, excerpt_of_length, feed, for_staff, unlocked, whole};
pub use title::title;
