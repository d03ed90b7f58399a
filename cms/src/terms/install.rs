//! The term that every new site starts with.

use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::entity;
use crate::Result;
use crate::sites::{self, Kind};

/// Makes the category "Uncategorized", number 1, as WordPress's `wp_install_defaults` does.
pub async fn install_default<C: ConnectionTrait>(connection: &C, site_id: i64) -> Result<()> {
    let row = entity::ActiveModel {
        site_id: Set(site_id),
        id: Set(1),
        taxonomy: Set("category".into()),
        name: Set("Uncategorized".into()),
        slug: Set("uncategorized".into()),
        description: Set(String::new()),
        parent_id: Set(0),
        count: Set(0),
    };
    entity::Entity::insert(row).exec_without_returning(connection).await?;
    sites::at_least(connection, site_id, Kind::Terms, 1).await
}
