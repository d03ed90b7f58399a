//! The key: made of the database's own and of the one that is configured, so that neither alone is enough.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use sha2::{Digest, Sha256};

use super::entity;
use crate::{Error, Host, Result};

const NAME: &str = "sealing";
const KEY_BYTES: usize = 32;

/// 256 bits, of the database's key and, if `with_configured`, the configured one.
pub(super) async fn derived(host: &Host, with_configured: bool) -> Result<[u8; KEY_BYTES]> {
    let configured = if with_configured { configured(host).unwrap_or_default() } else { "" };
    let own = of_database(host).await?;
    Ok(Sha256::digest(format!("platen sealing 1|{own}|{configured}")).into())
}

/// The configured key, if there is one.
pub(super) fn configured(host: &Host) -> Option<&str> {
    host.config().secret_key.as_deref().filter(|key| !key.is_empty())
}

/// The key that stands in the database. Whoever asks first makes it; of two at once, one.
async fn of_database(host: &Host) -> Result<String> {
    if let Some(found) = find(host).await? {
        return Ok(found);
    }
    let row = entity::ActiveModel {
        name: Set(NAME.to_owned()),
        value: Set(platform::secrets::random_hex(KEY_BYTES)),
        created: Set(host.now()),
    };
    let stays = OnConflict::column(entity::Column::Name).do_nothing().to_owned();
    entity::Entity::insert(row).on_conflict(stays).exec_without_returning(host.database().writer()).await?;
    find(host).await?.ok_or_else(|| Error::Internal("the host's key was not kept".into()))
}

async fn find(host: &Host) -> Result<Option<String>> {
    let found = entity::Entity::find_by_id(NAME).one(host.database().writer()).await?;
    Ok(found.map(|row| row.value))
}
