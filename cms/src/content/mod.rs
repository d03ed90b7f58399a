//! What readers see of a post: its title, its content as HTML, its excerpt, and the form that asks for its password.

mod excerpt;
mod pages;
mod password;
mod render;
mod rendered;
mod title;

pub use excerpt::{Excerpt, excerpt, unlocked_excerpt};
pub use pages::{Split, pages};
pub use password::{is_open, password_form};
pub use render::{Renderer, render};
pub use rendered::{Rendered, feed, unlocked, whole};
pub use title::{title, title_of};
