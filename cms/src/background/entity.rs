//! One piece of work, running or over.

use sea_orm::entity::prelude::*;

/// One piece of work, running or over.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "background_work")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The site.
    pub site_id: i64,
    /// Its kind: one runs at a time of each on a site.
    pub kind: String,
    /// What it does, where a kind knows more than one thing.
    pub work: String,
    /// JSON: what it is about.
    pub about: String,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// Which part of it is done now.
    pub part: String,
    /// So much of this part is done.
    pub done: i64,
    /// So much this part is.
    pub total: i64,
    /// What there is to tell at the end, or why it stopped.
    pub told: String,
    /// JSON: what came of it, in figures.
    pub report: String,
    /// Who began it.
    pub user_id: i64,
    /// Their login.
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
