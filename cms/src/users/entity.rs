//! A person's account, the host's and not a site's.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A person's account, the host's and not a site's.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// The account's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What the person signs in with.
    pub login: String,
    /// Mail address.
    pub email: String,
    /// PHC string, or a hash of WordPress's that is replaced at the next sign-in.
    #[serde(skip)]
    pub password_hash: String,
    /// The login as part of an address.
    pub nicename: String,
    /// The name that pages show.
    pub display_name: String,
    /// The person's own website.
    pub url: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Nickname.
    pub nickname: String,
    /// Biographical text.
    pub description: String,
    /// Language of the screens; empty for the site's.
    pub locale: String,
    /// Whether the person runs the host.
    pub is_network_admin: bool,
    /// UTC.
    pub registered: DateTime,
}

/// No relations: rows are reached through their site.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
