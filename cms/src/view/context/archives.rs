//! Archives, terms, people and pages of lists as templates see them.

use std::collections::BTreeMap;

use serde::Serialize;

/// A term of any taxonomy.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TermView {
    /// Its number on the site.
    pub id: i64,
    /// `category`, `post_tag`, `post_format` or a custom one.
    pub taxonomy: String,
    /// Its name.
    pub name: String,
    /// The last part of its address.
    pub slug: String,
    /// Its description. HTML.
    pub description: String,
    /// Its archive.
    pub url: String,
    /// Published posts that have it.
    pub count: i64,
    /// Its parent, or 0.
    pub parent_id: i64,
}

/// A person as pages show one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuthorView {
    /// The account's number; 0 where the account is gone.
    pub id: i64,
    /// The name that pages show.
    pub name: String,
    /// The last part of the archive's address.
    pub slug: String,
    /// The archive.
    pub url: String,
    /// The person's own website, or empty.
    pub website: String,
    /// Biographical text. HTML.
    pub description: String,
    /// Addresses of the portrait by its pixels: `24`, `48` and `96`; empty where portraits are off.
    pub avatar: BTreeMap<String, String>,
}

/// The heading of an archive.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ArchiveView {
    /// WordPress's `get_the_archive_title`, such as `Category: <span>News</span>`. HTML.
    pub title: String,
    /// The word before it, such as `Category:`; empty if there is none.
    pub prefix: String,
    /// The title without the word before it. HTML.
    pub name: String,
    /// WordPress's `get_the_archive_description`. HTML.
    pub description: String,
}

/// Where a page of a list stands among the others.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pagination {
    /// This one, from 1.
    pub current: u64,
    /// How many there are.
    pub total: u64,
    /// Numbers and gaps, as WordPress's `paginate_links` chooses them.
    pub links: Vec<PageLink>,
    /// The page before, nearer to the newest.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// One number of a row of pages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageLink {
    /// `1,234` or `…`.
    pub label: String,
    /// Its address; none for this page and for gaps.
    pub url: Option<String>,
    /// Whether this is the page that is shown.
    pub current: bool,
    /// Whether this is a gap.
    pub gap: bool,
}
