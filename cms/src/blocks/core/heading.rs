//! `core/heading` and `core/list`: the class that their elements get.

use crate::blocks::html::TagProcessor;

/// Elements of a heading.
pub const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Elements of a list.
pub const LISTS: [&str; 2] = ["ol", "ul"];

/// Adds the class to the first of these elements.
pub fn render(content: &str, elements: &[&str], class: &str) -> String {
    let mut tags = TagProcessor::new(content);
    while tags.next_tag() {
        if elements.contains(&tags.tag_name()) {
            tags.add_class(class);
            break;
        }
    }
    tags.finish()
}
