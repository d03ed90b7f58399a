//! What an address turned out to mean.

use std::collections::BTreeSet;

use super::Query;
use crate::CacheTag;
use crate::permalinks::Parsed;
use crate::posts::{Post, PostType};
use crate::terms::Term;
use crate::users;

/// What a page is about.
#[derive(Clone, Debug, Default)]
pub(super) enum Target {
    /// The latest posts.
    Home,
    /// One post of any type.
    Post(Box<Post>),
    /// The posts of a term.
    Term(Box<Term>),
    /// The posts of a person.
    Author(Box<users::Model>),
    /// The posts of a year, a month, a day or a moment.
    Date,
    /// The posts of a type.
    Type(Box<PostType>),
    /// The posts with some words.
    Search,
    /// A page of the site's members.
    Members(Box<MembersPage>),
    /// Nothing that there is.
    #[default]
    Nothing,
}

/// A page whose text is no post's.
#[derive(Clone, Debug, Default)]
pub(super) struct MembersPage {
    /// Its heading, plain text.
    pub title: String,
    /// What stands under the heading.
    pub html: String,
}

/// What an address asks for and what there is of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// What was asked for, as it was understood in the end.
    pub query: Query,
    /// Variables that the query string gave.
    pub from_query_string: BTreeSet<String>,
    /// Variables that the path gave.
    pub from_path: BTreeSet<String>,
    /// What the page is about.
    pub target: Target,
    /// The posts of this page of the list.
    pub ids: Vec<i64>,
    /// Posts on all pages of the list.
    pub total: u64,
    /// Posts on a page of the list.
    pub per_page: u64,
    /// The page of posts, where the front page is a static one.
    pub posts_page: Option<Box<Post>>,
    /// Whether this is the front page.
    pub is_front_page: bool,
    /// Whether an unpublished version is shown.
    pub is_preview: bool,
    /// Whether the answer is "not found".
    pub not_found: bool,
    /// What the answer rests on.
    pub tags: BTreeSet<CacheTag>,
}

impl Found {
    /// Starts with what the address says.
    pub fn of(parsed: Parsed) -> Self {
        let Parsed { query, from_query_string, from_path } = parsed;
        Self { query, from_query_string, from_path, ..Self::default() }
    }

    /// The post of a singular page.
    pub fn post(&self) -> Option<&Post> {
        match &self.target {
            Target::Post(post) => Some(post),
            _ => None,
        }
    }

    /// Whether the page shows one post, and not an error in its place.
    pub fn is_singular(&self) -> bool {
        self.post().is_some() && !self.not_found
    }

    /// Whether the page lists the latest posts.
    pub fn is_home(&self) -> bool {
        matches!(self.target, Target::Home) && !self.not_found
    }

    /// Whether the page lists the posts of something.
    pub fn is_archive(&self) -> bool {
        !self.not_found && matches!(self.target, Target::Term(_) | Target::Author(_) | Target::Date | Target::Type(_))
    }

    /// How many pages the list has.
    pub fn pages(&self) -> u64 {
        if self.per_page == 0 { 0 } else { self.total.div_ceil(self.per_page) }
    }
}
