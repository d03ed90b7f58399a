//! How a site is paid.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How a site is paid.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "payment_accounts")]
pub struct Model {
    /// The site.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: i64,
    /// The provider's secret key, sealed; empty for none.
    #[serde(skip)]
    pub secret_key: String,
    /// What the provider signs its messages with, sealed.
    #[serde(skip)]
    pub webhook_secret: String,
    /// What an invoice says about paying it: bank, account, reference.
    pub instructions: String,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
