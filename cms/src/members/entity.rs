//! Somebody who signed up on a site and confirmed the mail address.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Somebody who signed up on a site and confirmed the mail address.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "members")]
pub struct Model {
    /// Number, unique on the host.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Mail address, in lower case: one member of the site has it.
    pub email: String,
    /// What the person is called; may be empty.
    pub name: String,
    /// Hash of the password; empty for who signs in by letters alone.
    #[serde(skip)]
    pub password_hash: String,
    /// Whether new posts are sent.
    pub newsletter: bool,
    /// Was the proof of a letter's way out, which letters now carry themselves; releases before this one still write it.
    #[serde(skip)]
    pub unsubscribe_key: String,
    /// Who keeps the card: `stripe`, or empty.
    pub provider: String,
    /// The provider's name for the person.
    pub customer: String,
    /// The provider's name for the card. The card itself was never here.
    pub payment_method: String,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
