//! The one-time code that proves who started the host: it stands in the log, where strangers do not look.

use platform::secrets;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use subtle::ConstantTimeEq;

use super::code_entity as entity;
use crate::{Error, Host, Result, sites};

const ROW: i64 = 1;
/// Letters of a group, and groups: 58 different letters, so about 93 bits.
const GROUP: usize = 4;
const GROUPS: usize = 4;

/// Whether the host has no site yet, not even a deleted one.
pub async fn is_needed(host: &Host) -> Result<bool> {
    Ok(sites::with_deleted(host).await?.is_empty())
}

/// The code of a host without a site, made when there is none; nothing once there is a site. All fronts of a host have
/// the same.
pub async fn code(host: &Host) -> Result<Option<String>> {
    if !is_needed(host).await? {
        return Ok(None);
    }
    let groups: Vec<String> = (0..GROUPS).map(|_| secrets::random_password(GROUP)).collect();
    let row = entity::ActiveModel { id: Set(ROW), code: Set(groups.join("-")), created: Set(host.now()) };
    let kept = OnConflict::column(entity::Column::Id).do_nothing().to_owned();
    entity::Entity::insert(row).on_conflict(kept).exec_without_returning(host.database().writer()).await?;
    let found = entity::Entity::find_by_id(ROW).one(host.database().writer()).await?;
    Ok(found.map(|row| row.code))
}

/// Uses the code up: of two who have it, one wins.
pub(super) async fn take(host: &Host, given: &str) -> Result<()> {
    let wrong = || Error::forbidden("installation_code", "The code is not right. It stands in the server's log.");
    let database = host.database().writer();
    let row = entity::Entity::find_by_id(ROW).one(database).await?.ok_or_else(wrong)?;
    let is_right: bool = row.code.as_bytes().ct_eq(given.trim().as_bytes()).into();
    if !is_right || entity::Entity::delete_by_id(ROW).exec(database).await?.rows_affected != 1 {
        return Err(wrong());
    }
    Ok(())
}
