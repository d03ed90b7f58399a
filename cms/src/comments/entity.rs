//! A comment, pingback or trackback.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A comment, pingback or trackback.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "comments")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// Number within the site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The post.
    pub post_id: i64,
    /// The comment that it answers, or 0.
    pub parent_id: i64,
    /// The account, or 0.
    pub user_id: i64,
    /// Name.
    pub author_name: String,
    /// Mail address, never shown.
    pub author_email: String,
    /// Website.
    pub author_url: String,
    /// Address that it came from.
    pub author_ip: String,
    /// Browser that it came from.
    pub user_agent: String,
    /// In the site's time.
    pub date: DateTime,
    /// In UTC.
    pub date_gmt: DateTime,
    /// Text as written.
    pub content: String,
    /// `approved`, `hold`, `spam` or `trash`.
    pub status: String,
    /// `comment`, `pingback`, `trackback` or `note`.
    pub comment_type: String,
    /// WordPress's `comment_karma`.
    pub karma: i64,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
