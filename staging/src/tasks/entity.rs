//! A task, running or done.

use sea_orm::entity::prelude::*;

/// A task, running or done.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "promotion_tasks")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// The environment.
    pub environment: String,
    /// `plan`, `check`, `promote`, `rollback` or `recover`.
    pub work: String,
    /// The plan that it is about; for `plan`, what came out.
    pub plan_digest: String,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// Which part of it is done now.
    pub part: String,
    /// So many things of this part are done.
    pub done: i64,
    /// So many things this part has.
    pub total: i64,
    /// What there is to tell at the end, or why it stopped.
    pub told: String,
    /// The login of whoever began it.
    pub person: String,
    /// UTC.
    pub started: DateTime,
    /// When it was last heard of, UTC.
    pub touched: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
