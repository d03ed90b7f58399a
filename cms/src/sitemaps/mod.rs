//! `wp-sitemap.xml` and its parts, and `robots.txt`.

mod index;
mod pages;
mod robots;
mod stylesheet;
mod write;

pub use index::index;
pub use pages::{Part, part};
pub use robots::robots;
pub use stylesheet::{Stylesheet, stylesheet};
