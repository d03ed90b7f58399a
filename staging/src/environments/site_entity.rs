//! A site that was cloned into an environment, as production knows it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A site that was cloned into an environment, as production knows it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "environment_sites")]
pub struct Model {
    /// The environment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub environment: String,
    /// The site, the same number on both sides.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// Its address in the environment, without a slash at the end.
    pub url: String,
    /// A random word that says which clone it is.
    pub lineage: String,
    /// `emptying` while an older clone goes, `cloning`, or `ready`.
    pub state: String,
    /// The first number of the posts that production has reserved for it.
    pub first_post: i64,
    /// The first number of the terms that production has reserved for it.
    pub first_term: i64,
    /// How many numbers of each are reserved.
    pub block: i64,
    /// The highest account number on production when it was cloned: whoever is above was made in the environment.
    pub last_user: i64,
    /// The highest number of a comment on production when it was cloned: visitors wrote the others since.
    pub last_comment: i64,
    /// The masking rules, as JSON.
    pub rules: String,
    /// When the clone was begun, UTC.
    pub begun: DateTime,
    /// When it was complete, UTC.
    pub cloned: Option<DateTime>,
}

/// No relations: rows are reached through their environment.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Model {
    /// Whether nothing is missing in it.
    pub fn is_complete(&self) -> bool {
        self.state == "ready"
    }
}

impl ActiveModelBehavior for ActiveModel {}
