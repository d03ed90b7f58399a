//! Values attached to comments.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{meta_entity, permissions};
use crate::{Actor, Change, Result, Site};

/// Sets the value under `key` instead of those that were there; with none, removes them.
pub async fn set_meta(site: &Site, actor: &Actor, id: i64, key: &str, value: Option<&str>) -> Result<()> {
    permissions::require_edit(site, actor, id).await?;
    let change = Change::begin(site).await?;
    write(&change, site, id, key, value).await?;
    change.commit().await
}

/// The same within an open change.
pub(super) async fn write(change: &Change, site: &Site, id: i64, key: &str, value: Option<&str>) -> Result<()> {
    strike(change, site, id, &[key]).await?;
    let Some(value) = value else { return Ok(()) };
    let row = meta_entity::ActiveModel {
        site_id: Set(site.id()),
        comment_id: Set(id),
        meta_key: Set(key.to_owned()),
        meta_value: Set(value.to_owned()),
        ..Default::default()
    };
    meta_entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    Ok(())
}

/// Removes the values under these keys.
pub(super) async fn strike(change: &Change, site: &Site, id: i64, keys: &[&str]) -> Result<()> {
    meta_entity::Entity::delete_many()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::CommentId.eq(id))
        .filter(meta_entity::Column::MetaKey.is_in(keys.iter().copied()))
        .exec(change.connection())
        .await?;
    Ok(())
}
