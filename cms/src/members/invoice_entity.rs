//! What a member owes for a period.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What a member owes for a period.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "invoices")]
pub struct Model {
    /// Number, unique on the host.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Number on the site's papers, without gaps.
    pub number: i64,
    /// Who; 0 once the person has left.
    pub member_id: i64,
    /// For what.
    pub subscription_id: i64,
    /// The plan's name then.
    pub plan_name: String,
    /// The period, UTC.
    pub period_start: DateTime,
    /// The period, UTC.
    pub period_end: DateTime,
    /// In the currency's smallest unit.
    pub amount: i64,
    /// ISO 4217, in lower case.
    pub currency: String,
    /// `card` or `invoice`.
    pub payment: String,
    /// `open`, `charging`, `unknown`, `paid`, `failed` or `void`.
    pub state: String,
    /// Which try the idempotency key is for, from 1.
    pub attempt: i64,
    /// Refusals so far.
    pub failures: i64,
    /// What the provider knows the try by.
    pub idempotency_key: String,
    /// When the key was first written down, UTC.
    pub key_since: Option<DateTime>,
    /// The provider's name for this one payment. It can succeed once.
    pub intent: String,
    /// Why it is not paid.
    pub error: String,
    /// When it is, or was, to be paid, UTC.
    pub due: DateTime,
    /// What was given back, in the smallest unit.
    pub refunded: i64,
    /// UTC.
    pub created: DateTime,
    /// UTC.
    pub paid: Option<DateTime>,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
