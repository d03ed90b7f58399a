//! A notification that was received: what comes again under the same name changes nothing.

use sea_orm::entity::prelude::*;

/// A notification that was received.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_notices")]
pub struct Model {
    /// The service's name for it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_id: String,
    /// UTC.
    pub received: DateTime,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
