//! A password for one program.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A password for one program.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "application_passwords")]
pub struct Model {
    /// Its public name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub uuid: String,
    /// The account.
    pub user_id: i64,
    /// The program's own id, a UUID or empty.
    pub app_id: String,
    /// The person's name for it.
    pub name: String,
    /// SHA-256 of the password, which is random enough for it.
    #[serde(skip)]
    pub password_hash: String,
    /// UTC.
    pub created: DateTime,
    /// UTC, to the day.
    pub last_used: Option<DateTime>,
    /// Address of the last use.
    pub last_ip: Option<String>,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
