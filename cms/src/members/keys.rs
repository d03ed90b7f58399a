//! Links in letters: each is good once and for a day at the most. The database knows their hashes alone.

use chrono::Duration;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use super::key_entity as entity;
use crate::{Change, Error, Result, Site};

const GOOD_FOR: Duration = Duration::days(1);
/// Another letter to the same address is not written sooner: nobody's mailbox is filled by a stranger.
const NOT_SOONER: Duration = Duration::minutes(1);

/// Whether a letter was written to this address a moment ago.
pub(super) async fn was_asked_lately(site: &Site, email: &str) -> Result<bool> {
    let lately = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Email.eq(email))
        .filter(entity::Column::Created.gt(site.host().now() - NOT_SOONER));
    Ok(lately.count(site.writer()).await? > 0)
}

/// Makes a key for this purpose.
pub(super) async fn make(change: &Change, site: &Site, purpose: &str, email: &str, details: &str) -> Result<String> {
    let (key, now) = (platform::secrets::random_hex(24), site.host().now());
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        purpose: Set(purpose.to_owned()),
        email: Set(email.to_owned()),
        key_hash: Set(hash(&key)),
        details: Set(details.to_owned()),
        created: Set(now),
        expires: Set(now + GOOD_FOR),
    };
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    Ok(key)
}

/// Uses a key up: of two who come with it, one succeeds.
pub(super) async fn take(change: &Change, site: &Site, purpose: &str, key: &str) -> Result<entity::Model> {
    let invalid =
        || Error::forbidden("invalid_key", "This link was used already, or has expired. Please ask for a new one.");
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Purpose.eq(purpose))
        .filter(entity::Column::KeyHash.eq(hash(key)))
        .filter(entity::Column::Expires.gt(site.host().now()));
    let row = query.one(change.connection()).await?.ok_or_else(invalid)?;
    let used = entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(row.id))
        .exec(change.connection())
        .await?;
    if used.rows_affected == 1 { Ok(row) } else { Err(invalid()) }
}

/// Forgets every key of an address.
pub(super) async fn forget(change: &Change, site: &Site, email: &str) -> Result<()> {
    let own = entity::Entity::delete_many().filter(entity::Column::SiteId.eq(site.id()));
    own.filter(entity::Column::Email.eq(email)).exec(change.connection()).await?;
    Ok(())
}

pub(super) fn hash(key: &str) -> String {
    hex::encode(Sha256::digest(key))
}
