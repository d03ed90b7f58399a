//! Values attached to posts.

use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::{lookup, meta_entity, permissions};
use crate::{Actor, CacheTag, Change, Result, Site};

/// Sets the value under `key` instead of all that were there (`update_post_meta`).
pub async fn set_meta(site: &Site, actor: &Actor, post_id: i64, key: &str, value: &str) -> Result<()> {
    let mut change = begin(site, actor, post_id).await?;
    write(change.connection(), site.id(), post_id, key, Some(value)).await?;
    commit(&mut change, post_id);
    change.commit().await
}

/// Adds a value under `key` beside those that are there (`add_post_meta`).
pub async fn add_meta(site: &Site, actor: &Actor, post_id: i64, key: &str, value: &str) -> Result<()> {
    let mut change = begin(site, actor, post_id).await?;
    insert(change.connection(), site.id(), post_id, key, value).await?;
    commit(&mut change, post_id);
    change.commit().await
}

/// Removes the values under `key`, or only those that equal `value`; tells how many there were.
pub async fn delete_meta(site: &Site, actor: &Actor, post_id: i64, key: &str, value: Option<&str>) -> Result<u64> {
    let mut change = begin(site, actor, post_id).await?;
    let mut rows = meta_entity::Entity::delete_many()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::PostId.eq(post_id))
        .filter(meta_entity::Column::MetaKey.eq(key));
    if let Some(value) = value {
        rows = rows.filter(meta_entity::Column::MetaValue.eq(value));
    }
    let gone = rows.exec(change.connection()).await?.rows_affected;
    commit(&mut change, post_id);
    change.commit().await?;
    Ok(gone)
}

async fn begin(site: &Site, actor: &Actor, post_id: i64) -> Result<Change> {
    permissions::require_edit(actor, &lookup::required(site, post_id).await?)?;
    Change::begin(site).await
}

fn commit(change: &mut Change, post_id: i64) {
    change.makes_stale(CacheTag::Post(post_id));
}

/// Puts one value in the place of all under `key`; with none, removes them.
pub(super) async fn write<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    post_id: i64,
    key: &str,
    value: Option<&str>,
) -> Result<()> {
    write_list(connection, site_id, post_id, key, value.as_slice()).await
}

/// Puts these values in the place of all under `key`.
pub(super) async fn write_list<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    post_id: i64,
    key: &str,
    values: &[impl AsRef<str>],
) -> Result<()> {
    meta_entity::Entity::delete_many()
        .filter(meta_entity::Column::SiteId.eq(site_id))
        .filter(meta_entity::Column::PostId.eq(post_id))
        .filter(meta_entity::Column::MetaKey.eq(key))
        .exec(connection)
        .await?;
    for value in values {
        insert(connection, site_id, post_id, key, value.as_ref()).await?;
    }
    Ok(())
}

async fn insert<C: ConnectionTrait>(connection: &C, site_id: i64, post_id: i64, key: &str, value: &str) -> Result<()> {
    let row = meta_entity::ActiveModel {
        id: NotSet,
        site_id: Set(site_id),
        post_id: Set(post_id),
        meta_key: Set(key.to_owned()),
        meta_value: Set(value.to_owned()),
    };
    row.insert(connection).await?;
    Ok(())
}

/// The first value under `key`, read where changes are made.
pub(super) async fn read<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    post_id: i64,
    key: &str,
) -> Result<Option<String>> {
    let row = meta_entity::Entity::find()
        .filter(meta_entity::Column::SiteId.eq(site_id))
        .filter(meta_entity::Column::PostId.eq(post_id))
        .filter(meta_entity::Column::MetaKey.eq(key))
        .one(connection)
        .await?;
    Ok(row.map(|row| row.meta_value))
}
