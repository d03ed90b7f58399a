//! A post of any type: posts, pages, attachments, revisions, menu items, synced patterns and custom types.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A post of any type: posts, pages, attachments, revisions, menu items, synced patterns and custom types.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "posts")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// Number within the site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// `post`, `page`, `attachment`, `revision`, `nav_menu_item`, `wp_block`, …
    pub post_type: String,
    /// `publish`, `future`, `draft`, `pending`, `private`, `trash`, `auto-draft` or `inherit`.
    pub status: String,
    /// WordPress's `post_name`.
    pub slug: String,
    /// Title as written.
    pub title: String,
    /// Content as written.
    pub content: String,
    /// Excerpt as written.
    pub excerpt: String,
    /// WordPress's `post_content_filtered`.
    pub content_filtered: String,
    /// The author's account.
    pub author_id: i64,
    /// The parent, or 0.
    pub parent_id: i64,
    /// Order among siblings.
    pub menu_order: i64,
    /// Password for readers, or empty.
    pub password: String,
    /// Whether the post stays on top of the blog.
    pub sticky: bool,
    /// Publication in the site's time.
    pub date: DateTime,
    /// Publication in UTC; none while a draft's date floats.
    pub date_gmt: Option<DateTime>,
    /// Last change in the site's time.
    pub modified: DateTime,
    /// Last change in UTC.
    pub modified_gmt: DateTime,
    /// `open` or `closed`.
    pub comment_status: String,
    /// `open` or `closed`.
    pub ping_status: String,
    /// Approved comments.
    pub comment_count: i64,
    /// An address that never changes; not for following.
    pub guid: String,
    /// Of attachments.
    pub mime_type: String,
    /// Addresses to ping.
    pub to_ping: String,
    /// Addresses that were pinged.
    pub pinged: String,
    /// Who may read all of it: empty for everybody, else as [`super::access`] reads it.
    pub access: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
