//! The ids that an import could not keep.

use std::collections::HashMap;

/// Who knows which number follows on which; [`NewIdentifiers`] does, and so does whoever only wants to see the numbers.
pub trait Numbering {
    /// The number of the post that had this one.
    fn post(&self, old: i64) -> i64;
    /// The number of the term that had this one.
    fn term(&self, old: i64) -> i64;
}

impl Numbering for NewIdentifiers {
    fn post(&self, old: i64) -> i64 {
        self.posts.get(&old).copied().unwrap_or(old)
    }

    fn term(&self, old: i64) -> i64 {
        self.terms.get(&old).copied().unwrap_or(old)
    }
}

/// For each post and term that did not get the id it had in the file, the id it has here. An import into a site
/// where nothing is in the way has none; ids that are not listed stay what they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewIdentifiers {
    posts: HashMap<i64, i64>,
    terms: HashMap<i64, i64>,
    highest_of_file: i64,
}

impl NewIdentifiers {
    /// Notes a post's id; one that stays the same is not kept.
    pub fn note_post(&mut self, old: i64, new: i64) {
        if old != new {
            self.posts.insert(old, new);
        }
    }

    /// Notes a term's id; one that stays the same is not kept.
    pub fn note_term(&mut self, old: i64, new: i64) {
        if old != new {
            self.terms.insert(old, new);
        }
    }

    /// The post's id here.
    pub fn post(&self, old: i64) -> i64 {
        Numbering::post(self, old)
    }

    /// The term's id here.
    pub fn term(&self, old: i64) -> i64 {
        Numbering::term(self, old)
    }

    /// The highest id of a post in the file; new ones are above it.
    pub fn highest_of_file(&self) -> i64 {
        self.highest_of_file
    }

    /// Notes the highest id of a post in the file.
    pub fn set_highest_of_file(&mut self, id: i64) {
        self.highest_of_file = id;
    }

    /// Whether every id could be kept.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.terms.is_empty()
    }

    /// How many posts have another id than in the file.
    pub fn renumbered_posts(&self) -> usize {
        self.posts.len()
    }
}
