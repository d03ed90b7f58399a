//! The sending of one post to members.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The sending of one post to members.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "newsletters")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: i64,
    /// The last member whose letter is in the outbox; they go by their numbers.
    pub last_member: i64,
    /// Letters so far.
    pub letters: i64,
    /// UTC.
    pub created: DateTime,
    /// When the last letter was written, UTC.
    pub finished: Option<DateTime>,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
