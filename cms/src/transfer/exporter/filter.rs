//! What of a site goes into an export.

use chrono::NaiveDate;

/// Types that no export carries: WordPress registers them with `can_export` off.
pub(super) const NEVER: [&str; 4] = ["revision", "customize_changeset", "oembed_cache", "user_request"];

/// The filters of `wp export`. Empty lists and `None` let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportFilter {
    /// Only these types.
    pub post_types: Vec<String>,
    /// Only these statuses; drafts of an editor that was just opened are never exported.
    pub statuses: Vec<String>,
    /// Only what this account wrote.
    pub author_id: Option<i64>,
    /// Only what is dated on this day or later.
    pub start_date: Option<NaiveDate>,
    /// Only what is dated on this day or before.
    pub end_date: Option<NaiveDate>,
    /// Only posts of the category with this slug.
    pub category: Option<String>,
    /// Only these posts.
    pub post_ids: Vec<i64>,
    /// Whether the attachments of the chosen posts, and their featured images, come along.
    pub with_attachments: bool,
    /// Whether comments stay behind.
    pub skip_comments: bool,
}

impl ExportFilter {
    /// Whether nothing is filtered: then all terms go along, used or not.
    pub fn is_everything(&self) -> bool {
        let with_comments =
            Self { skip_comments: self.skip_comments, with_attachments: self.with_attachments, ..Self::default() };
        *self == with_comments
    }
}
