//! A site's breaker: whether its letters wait because too many came back.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A site's breaker.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "mail_breakers")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// Since when it is open, UTC; none while it is closed.
    pub opened: Option<DateTime>,
    /// Why it opened.
    pub reason: String,
    /// What left before does not count any more, UTC: when somebody closed it.
    pub counts_since: Option<DateTime>,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
