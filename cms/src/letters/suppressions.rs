//! The list of addresses that a site sends nothing to: mailboxes that do not exist, people who complained, people who
//! unsubscribed, and whoever a person put there.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::unsubscribe::UNSUBSCRIBED;
use super::{Kind, suppression_entity as entity};
use crate::audit::Deed;
use crate::{Actor, Change, Error, Result, Site};

pub use entity::Model as Suppression;

/// The newest entries of the site's list, at most `limit`, without the first `skip`.
pub async fn suppressions(site: &Site, actor: &Actor, skip: u64, limit: u64) -> Result<Vec<Suppression>> {
    actor.require_manager()?;
    let rows = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .order_by_desc(entity::Column::Created)
        .order_by_asc(entity::Column::Address);
    Ok(rows.offset(skip).limit(limit).all(site.reader()).await?)
}

/// Puts an address on the list by hand. What stands there already for a graver reason stays.
pub async fn suppress(site: &Site, actor: &Actor, address: &str, note: &str) -> Result<()> {
    actor.require_manager()?;
    let address = normal(address)?;
    let mut change = Change::begin(site).await?;
    write(change.connection(), site.id(), &address, "", "manual", note, site.host().now()).await?;
    change.notes(Deed::new("suppress", "mail-address", 0).with("address", address));
    change.commit().await
}

/// Takes an address off the list, with everything that it unsubscribed from. Fails with `suppression_not_found` where
/// it does not stand there.
pub async fn unsuppress(site: &Site, actor: &Actor, address: &str) -> Result<()> {
    actor.require_manager()?;
    let address = normal(address)?;
    let mut change = Change::begin(site).await?;
    let gone = entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Address.eq(address.as_str()))
        .exec(change.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Err(Error::not_found("suppression_not_found", format!("{address} is not on the list.")));
    }
    change.notes(Deed::new("unsuppress", "mail-address", 0).with("address", address));
    change.commit().await
}

/// Takes off the list that this address unsubscribed from this kind; tells whether it had.
pub(super) async fn forgive(
    connection: &impl ConnectionTrait,
    site_id: i64,
    address: &str,
    kind: Kind,
) -> Result<bool> {
    let gone = entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site_id))
        .filter(entity::Column::Address.eq(address))
        .filter(entity::Column::Scope.eq(kind.name()))
        .filter(entity::Column::Reason.eq(UNSUBSCRIBED))
        .exec(connection)
        .await?;
    Ok(gone.rows_affected > 0)
}

/// Enters one address, whose site exists. The first reason stays, but that a mailbox does not exist or its owner
/// complained counts more than what a person entered.
pub(super) async fn write(
    connection: &impl ConnectionTrait,
    site_id: i64,
    address: &str,
    scope: &str,
    reason: &str,
    note: &str,
    now: chrono::NaiveDateTime,
) -> Result<()> {
    let row = entity::ActiveModel {
        site_id: Set(site_id),
        address: Set(address.to_owned()),
        scope: Set(scope.to_owned()),
        reason: Set(reason.to_owned()),
        note: Set(note.chars().take(500).collect()),
        created: Set(now),
    };
    let key = [entity::Column::SiteId, entity::Column::Address, entity::Column::Scope];
    let mut there = OnConflict::columns(key);
    match reason {
        "manual" | UNSUBSCRIBED => there.do_nothing_on(key),
        _ => there.update_columns([entity::Column::Reason, entity::Column::Note]),
    };
    entity::Entity::insert(row).on_conflict(there).exec_without_returning(connection).await?;
    Ok(())
}

/// Why nothing of this kind goes to this address, where something stands on the list.
pub(super) async fn reason(
    connection: &impl ConnectionTrait,
    site_id: i64,
    kind: &str,
    address: &str,
) -> Result<Option<Suppression>> {
    let found = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site_id))
        .filter(entity::Column::Address.eq(address.trim().to_lowercase()))
        .filter(entity::Column::Scope.is_in(["", kind]));
    Ok(found.order_by_asc(entity::Column::Scope).one(connection).await?)
}

/// An address as the list has it: bare, in lower case. Fails with `invalid_email`.
pub(super) fn normal(address: &str) -> Result<String> {
    let address = address.trim().to_lowercase();
    if platform::mail::is_address(&address) && !address.contains('<') {
        return Ok(address);
    }
    Err(Error::invalid("invalid_email", format!("'{address}' is no mail address.")))
}
