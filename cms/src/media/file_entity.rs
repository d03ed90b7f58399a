//! A file of a site's uploads: an original, one of its sizes, or what somebody put there by hand.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A file of a site's uploads, with what is known of its copies.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "media_files")]
pub struct Model {
    /// Number on the host.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Path within the site's uploads folder, such as `2012/01/a.jpg`.
    pub file: String,
    /// Bytes.
    pub size: i64,
    /// Of the content, in hexadecimal; empty once the file is gone.
    pub sha256: String,
    /// When the file was last written, in nanoseconds since 1970, as the folder says; 0 until a scan has seen it.
    pub modified: i64,
    /// The hash of what bucket A has under this name; empty for nothing.
    pub in_a: String,
    /// The hash of what bucket B has under this name; empty for nothing.
    pub in_b: String,
    /// When the copies were last compared with their hashes, in UTC.
    pub checked: Option<DateTime>,
    /// When the content last changed, in UTC.
    pub changed: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
