//! A mail that waits to be sent, or was.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A mail that waits to be sent, or was.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "mail_outbox")]
pub struct Model {
    /// Number of the mail.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site; 0 for the host's own.
    pub site_id: i64,
    /// Mail address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text_body: String,
    /// HTML, or empty.
    pub html_body: String,
    /// What it is, such as `reset-password`.
    pub kind: String,
    /// `queued`, `sending`, `sent`, `failed` or `unknown`.
    pub state: String,
    /// Tries so far.
    pub attempts: i64,
    /// Why the last try failed.
    pub error: String,
    /// UTC.
    pub created: DateTime,
    /// UTC.
    pub sent: Option<DateTime>,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
