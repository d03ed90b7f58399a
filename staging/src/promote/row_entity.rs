//! One row of a promotion, before and after.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row of a promotion, before and after. Documents are JSON; none where there was no row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "promotion_rows")]
pub struct Model {
    /// The promotion.
    #[sea_orm(primary_key, auto_increment = false)]
    pub promotion_id: i64,
    /// A kind's name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The number or name on production.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_key: String,
    /// Its place in the plan.
    pub place: i64,
    /// The number or name in the environment.
    pub staging_key: String,
    /// Production before.
    pub before_row: Option<String>,
    /// Production after.
    pub after_row: Option<String>,
    /// The environment at that time, in production's terms.
    pub staging_row: Option<String>,
    /// The base before.
    pub base_row: Option<String>,
    /// What went with a row that was deleted: comments, revisions, relationships.
    pub gone_with_it: String,
}

/// No relations: rows are reached through their promotion.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
