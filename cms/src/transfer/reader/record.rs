//! What an export holds, as it stands there: nothing is looked up, cleaned or renumbered yet.

use super::position::Position;
use chrono::{DateTime, NaiveDateTime};

/// One thing of an export with the place where its element begins.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// Where `<item>`, `<wp:author>` and so on begin.
    pub position: Position,
    /// The thing.
    pub value: T,
}

/// The parts of an export in the order of the file; [`Record::Site`] is always the first.
#[derive(Debug, Clone)]
pub enum Record {
    /// The channel's own fields, complete as far as they stand before the first author, term or item.
    Site(SiteRecord),
    /// `<wp:author>`
    Author(AuthorRecord),
    /// `<wp:category>`, `<wp:tag>` or `<wp:term>`
    Term(TermRecord),
    /// `<item>`; boxed since it is many times larger than the others.
    Post(Box<PostRecord>),
}

/// The site an export was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteRecord {
    /// The site's name.
    pub title: String,
    /// Its tagline.
    pub description: String,
    /// Its language, as `en-US`.
    pub language: String,
    /// `1.0`, `1.1` or `1.2`.
    pub version: String,
    /// The address of the network or site.
    pub base_site_url: String,
    /// The address of the site.
    pub base_blog_url: String,
}

/// Someone who wrote something of the export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthorRecord {
    /// The id on the old site; exports of WordPress.com leave it out.
    pub id: Option<i64>,
    /// The login, by which items name their author.
    pub login: String,
    /// The address; empty if left out.
    pub email: String,
    /// The name that readers see.
    pub display_name: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
}

/// A key and its value as WordPress stored it: text, or PHP's serialisation of something else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetaRecord {
    /// The key.
    pub key: String,
    /// The raw value.
    pub value: String,
}

/// A category, tag, menu or term of another taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermRecord {
    /// The id on the old site.
    pub id: Option<i64>,
    /// The taxonomy: `category`, `post_tag`, `nav_menu`, …
    pub taxonomy: String,
    /// The slug, unique within the taxonomy.
    pub slug: String,
    /// The parent's slug; empty for none.
    pub parent_slug: String,
    /// The name.
    pub name: String,
    /// The description.
    pub description: String,
    /// Its meta.
    pub meta: Vec<MetaRecord>,
}

/// An item's mention of a term: `<category domain="post_tag" nicename="slug">Name</category>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermMention {
    /// The taxonomy; WXR 1.0's `tag` is already `post_tag`.
    pub taxonomy: String,
    /// The slug.
    pub slug: String,
    /// The name, by which the term is made if the export did not list it.
    pub name: String,
}

/// A post of any type: also pages, attachments, menu items, synced patterns and types of plugins.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PostRecord {
    /// The id on the old site.
    pub id: Option<i64>,
    /// The type.
    pub post_type: String,
    /// The status.
    pub status: String,
    /// The title, unescaped.
    pub title: String,
    /// The address on the old site.
    pub link: String,
    /// The author's login.
    pub creator: String,
    /// The globally unique id; an address by custom.
    pub guid: String,
    /// The content: block markup or classic HTML.
    pub content: String,
    /// The excerpt.
    pub excerpt: String,
    /// `wp:post_date`, in the old site's time zone.
    pub date: DateField,
    /// `wp:post_date_gmt`; zero for drafts that were never given a date.
    pub date_gmt: DateField,
    /// `wp:post_modified`; only newer exports have it.
    pub modified: DateField,
    /// `wp:post_modified_gmt`
    pub modified_gmt: DateField,
    /// `pubDate`, from which a missing date can be told.
    pub published: DateField,
    /// `open` or `closed`.
    pub comment_status: String,
    /// `open` or `closed`.
    pub ping_status: String,
    /// The slug; empty for drafts that have none yet.
    pub slug: String,
    /// The parent's id, 0 for none.
    pub parent: i64,
    /// The place among siblings, or in a menu.
    pub menu_order: i32,
    /// The password that readers must give; empty for none.
    pub password: String,
    /// Whether the post stays on top of the blog.
    pub is_sticky: bool,
    /// For attachments, the file's address on the old site.
    pub attachment_url: String,
    /// Its terms.
    pub terms: Vec<TermMention>,
    /// Its meta.
    pub meta: Vec<MetaRecord>,
    /// Its comments.
    pub comments: Vec<CommentRecord>,
}

impl PostRecord {
    /// The first value of a meta key, as `get_post_meta( …, true )` has it.
    pub fn meta_value(&self, key: &str) -> Option<&str> {
        self.meta.iter().find(|meta| meta.key == key).map(|meta| meta.value.as_str())
    }
}

/// A comment, pingback or trackback.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentRecord {
    /// The id on the old site.
    pub id: Option<i64>,
    /// Who wrote it.
    pub author: String,
    /// Their address.
    pub author_email: String,
    /// Their site.
    pub author_url: String,
    /// The IP address it came from.
    pub author_ip: String,
    /// In the old site's time zone.
    pub date: DateField,
    /// In UTC.
    pub date_gmt: DateField,
    /// The text.
    pub content: String,
    /// `1`, `0`, `spam`, `trash` or `post-trashed`.
    pub approved: String,
    /// Empty or `comment`, `pingback`, `trackback`, or a plugin's type.
    pub comment_type: String,
    /// The id of the comment it answers, 0 for none.
    pub parent: i64,
    /// The old site's user id of a signed-in commenter, 0 for none.
    pub user_id: i64,
    /// Its meta.
    pub meta: Vec<MetaRecord>,
}

/// A date of an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum DateField {
    /// The element is missing or empty.
    #[default]
    Missing,
    /// WordPress's `0000-00-00 00:00:00`: on purpose no date.
    Zero,
    /// Something that is no date.
    Unreadable(String),
    /// A date.
    At(NaiveDateTime),
}

impl DateField {
    /// Reads MySQL's `YYYY-MM-DD HH:MM:SS`.
    pub fn from_mysql(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Missing;
        }
        if text.starts_with("0000-00-00") {
            return Self::Zero;
        }
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
            .map_or_else(|_| Self::Unreadable(text.to_owned()), Self::At)
    }

    /// Reads RSS's `Sat, 21 Nov 2026 02:52:26 +0000`, as UTC. WordPress writes the year -0001 for "never".
    pub fn from_rfc_2822(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() || text.contains("-0001") {
            return Self::Missing;
        }
        DateTime::parse_from_rfc2822(text)
            .map_or_else(|_| Self::Unreadable(text.to_owned()), |date| Self::At(date.naive_utc()))
    }

    /// The date, if it is one.
    pub fn at(&self) -> Option<NaiveDateTime> {
        match self {
            Self::At(date) => Some(*date),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_apart_from_zero_and_nonsense() {
        assert!(DateField::from_mysql("2012-03-15 08:00:01").at().is_some());
        assert_eq!(DateField::from_mysql("0000-00-00 00:00:00"), DateField::Zero);
        assert_eq!(DateField::from_mysql("  "), DateField::Missing);
        assert_eq!(DateField::from_mysql("2012-13-45 08:00:01").at(), None);
    }

    #[test]
    fn the_date_of_a_feed_is_turned_into_utc() {
        let date = DateField::from_rfc_2822("Sat, 21 Nov 2026 02:52:26 +0100").at().unwrap();
        assert_eq!(date.to_string(), "2026-11-21 01:52:26");
        assert_eq!(DateField::from_rfc_2822("Wed, 30 Nov -0001 00:00:00 +0000"), DateField::Missing);
    }
}
