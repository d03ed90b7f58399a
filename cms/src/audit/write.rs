//! Writes lines, in the transaction of what they tell about.

use std::collections::BTreeSet;

use sea_orm::{ActiveValue::NotSet, ConnectionTrait, EntityTrait, Set};

use super::asker::Asker;
use super::{Deed, entity};
use crate::{CacheTag, Host, Result};

/// Writes what was done; where the verb has said nothing, what its purges tell.
pub(crate) async fn write<C: ConnectionTrait>(
    connection: &C,
    host: &Host,
    site_id: i64,
    deeds: Vec<Deed>,
    stale: &BTreeSet<CacheTag>,
) -> Result<()> {
    let deeds = if deeds.is_empty() { stale.iter().filter_map(Deed::of_tag).collect() } else { deeds };
    if deeds.is_empty() {
        return Ok(());
    }
    let (asker, now) = (Asker::current(), host.now());
    let rows = deeds.into_iter().map(|deed| entity::ActiveModel {
        id: NotSet,
        site_id: Set(site_id),
        happened: Set(now),
        user_id: Set(asker.user_id),
        login: Set(asker.login.clone()),
        address: Set(asker.address.clone()),
        face: Set(asker.face.to_owned()),
        action: Set(deed.action.to_owned()),
        object_type: Set(deed.object_type),
        object_id: Set(deed.object_id),
        details: Set(deed.details.to_string()),
    });
    let rows: Vec<entity::ActiveModel> = rows.collect();
    // SQLite takes 32,766 values a statement.
    for part in rows.chunks(500) {
        entity::Entity::insert_many(part.to_vec()).exec_without_returning(connection).await?;
    }
    Ok(())
}
