//! The second factor of an account: the secret that it shares with an app.

use sea_orm::entity::prelude::*;

/// The second factor of an account: the secret that it shares with an app.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    /// Base32, as apps take it; sealed (`cms/sealing`).
    pub secret: String,
    /// When a first code proved that the app has it, UTC; until then it is not asked for.
    pub confirmed: Option<DateTime>,
    /// The last step whose code was used, in half minutes since 1970: no code works twice.
    pub last_step: i64,
    /// UTC.
    pub created: DateTime,
}

/// No relations: rows are reached through their account.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
