//! How fast letters may leave by one way: all runners take their turns from this row.

use sea_orm::entity::prelude::*;

/// How fast letters may leave by one way.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_paces")]
pub struct Model {
    /// The way's name, such as `ses`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub door: String,
    /// Letters that may leave at this moment.
    pub tokens: f64,
    /// When that was reckoned, in milliseconds since 1970.
    pub refilled: i64,
    /// Letters a second; 0 for as many as there are.
    pub per_second: f64,
    /// Letters a day; 0 for as many as there are.
    pub day_limit: i64,
    /// Of them, those that are left.
    pub day_left: i64,
    /// Whether the account may send at all.
    pub may_send: bool,
    /// When the account was last asked, in milliseconds since 1970.
    pub asked: i64,
    /// Why it could not be asked, or why it may not send.
    pub note: String,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
