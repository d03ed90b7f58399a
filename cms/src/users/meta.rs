//! Values attached to accounts, for one site or for all.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{find, meta_entity, permissions};
use crate::{Actor, Change, Result, Site};

/// The site number of values that count on every site.
pub const EVERYWHERE: i64 = 0;

/// Every value of an account on this site, the ones for all sites first.
pub async fn meta_of(site: &Site, user_id: i64) -> Result<Vec<(String, String)>> {
    let rows = meta_entity::Entity::find()
        .filter(meta_entity::Column::UserId.eq(user_id))
        .filter(meta_entity::Column::SiteId.is_in([EVERYWHERE, site.id()]))
        .order_by_asc(meta_entity::Column::SiteId)
        .order_by_asc(meta_entity::Column::Id)
        .all(site.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (row.meta_key, row.meta_value)).collect())
}

/// The values under `key` on this site, by account.
pub async fn meta_of_each(site: &Site, user_ids: &[i64], key: &str) -> Result<HashMap<i64, String>> {
    let rows = meta_entity::Entity::find()
        .filter(meta_entity::Column::UserId.is_in(user_ids.iter().copied()))
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::MetaKey.eq(key))
        .all(site.writer())
        .await?;
    Ok(rows.into_iter().map(|row| (row.user_id, row.meta_value)).collect())
}

/// Sets the value under `key` for this site, instead of those that were there; with none, removes them.
pub async fn set_meta(site: &Site, actor: &Actor, user_id: i64, key: &str, value: Option<&str>) -> Result<()> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await?;
    let change = Change::begin(site).await?;
    meta_entity::Entity::delete_many()
        .filter(meta_entity::Column::UserId.eq(user_id))
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::MetaKey.eq(key))
        .exec(change.connection())
        .await?;
    if let Some(value) = value {
        let row = meta_entity::ActiveModel {
            id: NotSet,
            user_id: Set(user_id),
            site_id: Set(site.id()),
            meta_key: Set(key.to_owned()),
            meta_value: Set(value.to_owned()),
        };
        row.insert(change.connection()).await?;
    }
    change.commit().await
}
