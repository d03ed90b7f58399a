//! What is written of a post. REST, XML-RPC, the command line and the importer all fill in the same.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

/// A date as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostDate {
    /// In the site's time.
    Local(NaiveDateTime),
    /// In UTC.
    Utc(NaiveDateTime),
    /// None: a draft's date moves with every save until it is published.
    Floating,
}

/// What is to be written; what is none stays as it is or, in a new post, takes WordPress's default.
#[derive(Clone, Debug, Default)]
pub struct PostFields {
    /// A number to keep, for a new post; ignored where it is taken.
    pub id: Option<i64>,
    /// Title.
    pub title: Option<String>,
    /// Content.
    pub content: Option<String>,
    /// Excerpt.
    pub excerpt: Option<String>,
    /// WordPress's `post_content_filtered`.
    pub content_filtered: Option<String>,
    /// `publish`, `future`, `draft`, `pending`, `private`, `auto-draft`, and `inherit` for attachments.
    pub status: Option<String>,
    /// Part of the address; cleaned and made unique.
    pub slug: Option<String>,
    /// The author's account.
    pub author_id: Option<i64>,
    /// The parent, or 0. A parent that would close a circle becomes 0.
    pub parent_id: Option<i64>,
    /// Order among siblings.
    pub menu_order: Option<i64>,
    /// Password for readers, or empty.
    pub password: Option<String>,
    /// Who may read all of it: `public`, `members`, `paid` or `plans:1,2`.
    pub access: Option<String>,
    /// Whether the post stays on top of the blog.
    pub sticky: Option<bool>,
    /// When it is published.
    pub date: Option<PostDate>,
    /// `open` or `closed`.
    pub comment_status: Option<String>,
    /// `open` or `closed`.
    pub ping_status: Option<String>,
    /// An address that never changes, for a new post; its own address if left out.
    pub guid: Option<String>,
    /// Of attachments.
    pub mime_type: Option<String>,
    /// By taxonomy, the ids of all its terms from now on. Ids that the taxonomy does not have are left out.
    pub terms: BTreeMap<String, Vec<i64>>,
    /// `aside`, `gallery`, …; `standard` for none.
    pub format: Option<String>,
    /// The featured image, or 0.
    pub featured_media: Option<i64>,
    /// The template, `default` or empty for none of its own.
    pub template: Option<String>,
    /// Further values by key; none removes the key.
    pub meta: Vec<(String, Option<String>)>,
    /// Further lists by key: all the values that the key has from now on.
    pub meta_lists: Vec<(String, Vec<String>)>,
}
