//! A post's text on its way to a page: cut at its marks, through WordPress's filters, and made short.

#[cfg(test)]
mod against_wordpress;
mod excerpt;
mod more;
mod pages;
mod pipeline;

pub use excerpt::{EXCERPT_LENGTH, EXCERPT_MORE, generated_excerpt, remove_footnotes, the_excerpt};
pub use more::{ContentParts, More, the_content_part};
pub use pages::{page_of, pages_of};
pub use pipeline::{ContentFilters, after_blocks, before_blocks, has_blocks, the_content};
