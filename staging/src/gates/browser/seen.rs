//! What these gates are called, and what each came to.

/// Their names.
pub const NAMES: [&str; 4] = ["console", "accessibility", "layout", "screenshots"];

/// What one of these gates came to.
#[derive(Debug, Default)]
pub struct Seen {
    /// What makes it red.
    pub faults: Vec<String>,
    /// What a person may want to know of a green one.
    pub notes: Vec<String>,
    /// Whether it left files among the artefacts.
    pub left_pictures: bool,
}
