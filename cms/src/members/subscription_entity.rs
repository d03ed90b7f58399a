//! A member's plan. What it costs is as it was agreed, whatever becomes of the plan.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A member's plan. What it costs is as it was agreed, whatever becomes of the plan.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "subscriptions")]
pub struct Model {
    /// Number, unique on the host.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Who; 0 once the person has left.
    pub member_id: i64,
    /// The plan.
    pub plan_id: i64,
    /// `incomplete`, `trialing`, `active`, `past_due` or `ended`.
    pub state: String,
    /// Price of a period in the currency's smallest unit.
    pub amount: i64,
    /// ISO 4217, in lower case.
    pub currency: String,
    /// `month` or `year`.
    pub every: String,
    /// `card` or `invoice`.
    pub payment: String,
    /// What periods are counted from, UTC.
    pub anchor: DateTime,
    /// Which period since the anchor, from 0.
    pub period: i64,
    /// When the period began, UTC.
    pub period_start: DateTime,
    /// When it ends and the next is to be paid, UTC; none for a free plan.
    pub period_end: Option<DateTime>,
    /// Whether it ends with the period.
    pub cancel_at_end: bool,
    /// UTC.
    pub created: DateTime,
    /// UTC.
    pub ended: Option<DateTime>,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
