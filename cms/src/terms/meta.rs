//! Values attached to terms.

use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::meta_entity as entity;
use crate::{Result, Site};

/// Every value of a term as (key, value), in the order of their rows.
pub async fn meta_of(site: &Site, term_id: i64) -> Result<Vec<(String, String)>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::TermId.eq(term_id))
        .all(site.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (row.meta_key, row.meta_value)).collect())
}

/// Puts one value in the place of all under `key`; with none, removes them.
pub(super) async fn write<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    term_id: i64,
    key: &str,
    value: Option<&str>,
) -> Result<()> {
    entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site_id))
        .filter(entity::Column::TermId.eq(term_id))
        .filter(entity::Column::MetaKey.eq(key))
        .exec(connection)
        .await?;
    let Some(value) = value else { return Ok(()) };
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site_id),
        term_id: Set(term_id),
        meta_key: Set(key.to_owned()),
        meta_value: Set(value.to_owned()),
    };
    row.insert(connection).await?;
    Ok(())
}
