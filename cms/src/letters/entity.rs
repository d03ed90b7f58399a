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
    /// `Name <address>`.
    pub sender: String,
    /// Mail address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text_body: String,
    /// HTML, or empty.
    pub html_body: String,
    /// What it is, such as `password-reset`.
    pub kind: String,
    /// `queued`, `sending`, `sent`, `failed`, `unknown`, or `suppressed` where it may not leave at all.
    pub state: String,
    /// Tries so far.
    pub attempts: i64,
    /// Why the last try failed.
    pub error: String,
    /// UTC.
    pub created: DateTime,
    /// It may not leave before, UTC.
    pub not_before: Option<DateTime>,
    /// When somebody last began to send it, UTC.
    pub started: Option<DateTime>,
    /// UTC.
    pub sent: Option<DateTime>,
    /// Who is sending it.
    #[serde(skip)]
    pub token: String,
    /// The other side's name for it.
    pub message_id: String,
    /// 1 leaves before 2 before 3.
    pub priority: i64,
    /// What the other side told later: `delivered`, `delayed`, `bounced`, `complained`, or nothing yet.
    pub delivery: String,
    /// Its words about that.
    pub delivery_note: String,
    /// When it told, UTC.
    pub delivery_time: Option<DateTime>,
    /// Where its reader says that no more of them shall come, or empty.
    pub unsubscribe_url: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
