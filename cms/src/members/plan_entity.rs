//! What members can have, and what it costs.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What members can have, and what it costs.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    /// Number, unique on the host.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Short name, unique on the site.
    pub slug: String,
    /// Name.
    pub name: String,
    /// A sentence for members.
    pub description: String,
    /// Price of a period in the currency's smallest unit; 0 for free.
    pub amount: i64,
    /// ISO 4217, in lower case.
    pub currency: String,
    /// `month` or `year`.
    pub every: String,
    /// Days before the first payment.
    pub trial_days: i64,
    /// `card` or `invoice`.
    pub payment: String,
    /// Whether nobody new can have it.
    pub archived: bool,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
