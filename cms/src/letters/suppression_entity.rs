//! To whom a site sends no letters any more.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// To whom a site sends no letters any more.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "mail_suppressions")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// The bare mail address, in lower case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub address: String,
    /// Empty for every letter, or the one kind that is not wanted.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope: String,
    /// `bounce`, `complaint`, `manual` or `unsubscribed`.
    pub reason: String,
    /// What the other side, or whoever entered it, said.
    pub note: String,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
