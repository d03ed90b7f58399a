//! A key that the host made for itself.

use sea_orm::entity::prelude::*;

/// A key that the host made for itself.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "host_secrets")]
pub struct Model {
    /// What it is for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// 256 bits as lower-case hexadecimal.
    pub value: String,
    /// UTC.
    pub created: DateTime,
}

/// No relations: keys belong to the host.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
