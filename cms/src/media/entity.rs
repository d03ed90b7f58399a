//! What is known of an attachment's file.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What is known of an attachment's file.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "media")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// The attachment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: i64,
    /// Path within the site's uploads folder, such as `2012/01/a.jpg`.
    pub file: String,
    /// Its type.
    pub mime_type: String,
    /// Pixels; 0 if it has none.
    pub width: i64,
    /// Pixels; 0 if it has none.
    pub height: i64,
    /// Bytes.
    pub filesize: i64,
    /// Of the content, in hexadecimal; empty until it is known.
    pub sha256: String,
    /// WordPress's attachment metadata as JSON: `sizes`, `image_meta`, ….
    pub metadata: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
