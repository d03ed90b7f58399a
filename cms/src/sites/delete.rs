//! Deletes sites, and restores them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

use super::deleted::{DELETED, due_before};
use super::entity::{self, Column};
use super::{Site, domain_entity as domain};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Error, Result, cron, purges, users::Capability};

/// When a site was deleted that is to go now: nothing is left of its days.
const LONG_AGO: NaiveDateTime = DateTime::UNIX_EPOCH.naive_utc();

/// Takes a site out of service: its addresses answer that it is gone, its events, letters and renewals rest. All that it has
/// stays until its days of grace are over, and so long it can be restored. Whether it was there before. Only the host itself
/// and network admins may.
pub async fn delete(site: &Site, actor: &Actor) -> Result<bool> {
    actor.require(Capability::ManageNetwork)?;
    let mut change = Change::begin(site).await?;
    if !delete_in(&mut change, site, site.host().now()).await? {
        return Ok(false);
    }
    change.notes(Deed::new("delete", "site", site.id()).with("url", site.url()));
    change.commit().await?;
    Ok(true)
}

/// The same in an open change, as if it had been deleted at `when`.
pub(crate) async fn delete_in(change: &mut Change, site: &Site, when: NaiveDateTime) -> Result<bool> {
    let update = row(site)
        .col_expr(Column::StatusBefore, Expr::col(Column::Status))
        .col_expr(Column::Status, Expr::value(DELETED))
        .col_expr(Column::Deleted, Expr::value(when))
        .filter(Column::Status.ne(DELETED));
    let changed = update.exec(change.connection()).await?.rows_affected == 1;
    if changed {
        cron::rest(change, site).await?;
        is_seen(change);
    }
    Ok(changed)
}

/// Has a site go, whatever is left of its days: from now on nobody restores it, and its names are free.
pub(crate) async fn give_up_in(change: &mut Change, site: &Site) -> Result<()> {
    if !delete_in(change, site, LONG_AGO).await? {
        let due = row(site).col_expr(Column::Deleted, Expr::value(LONG_AGO));
        due.exec(change.connection()).await?;
    }
    let names = domain::Entity::delete_many().filter(domain::Column::SiteId.eq(site.id()));
    if names.exec(change.connection()).await?.rows_affected > 0 {
        is_seen(change);
        // Which name leads to which site is known under the host's own number.
        purges::enqueue(change.connection(), site.host(), 0, &BTreeSet::from([CacheTag::Settings])).await?;
    }
    Ok(())
}

/// Puts a deleted site back into service, or to what it was before; events that came due meanwhile run now. Whether it was
/// deleted before. Fails when its days of grace are over. Only the host itself and network admins may.
pub async fn restore(site: &Site, actor: &Actor) -> Result<bool> {
    actor.require(Capability::ManageNetwork)?;
    let mut change = Change::begin(site).await?;
    let update = row(site)
        .col_expr(Column::Status, Expr::cust("CASE WHEN status_before = '' THEN 'active' ELSE status_before END"))
        .col_expr(Column::StatusBefore, Expr::value(""))
        .col_expr(Column::Deleted, Expr::value(None::<NaiveDateTime>))
        .filter(Column::Status.eq(DELETED))
        .filter(Column::Deleted.gt(due_before(site.host())));
    if update.exec(change.connection()).await?.rows_affected == 0 {
        drop(change);
        return not_restored(site).await;
    }
    cron::wake(&change, site).await?;
    is_seen(&mut change);
    change.notes(Deed::new("restore", "site", site.id()).with("url", site.url()));
    change.commit().await?;
    Ok(true)
}

/// Either there was nothing to do, or it is too late.
async fn not_restored(site: &Site) -> Result<bool> {
    let found = entity::Entity::find_by_id(site.id()).one(site.writer()).await?;
    match found.is_some_and(|record| record.is_deleted()) {
        true => Err(Error::conflict("site_is_going", "It is too late to restore this site: it is being removed.")),
        false => Ok(false),
    }
}

fn row(site: &Site) -> UpdateMany<entity::Entity> {
    entity::Entity::update_many().filter(Column::Id.eq(site.id()))
}

fn is_seen(change: &mut Change) {
    change.makes_stale(CacheTag::Settings);
    change.makes_stale(CacheTag::Site);
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};
    use platform::Clock;

    use super::{delete, restore};
    use crate::sites::{all, by_host, by_id, gone_at, suspend};
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn a_deleted_site_is_known_as_such_until_it_is_restored() {
        let (_folder, site) = fixture::site().await;
        let host = site.host().clone();
        assert!(delete(&site, &Actor::System).await.unwrap());
        assert!(!delete(&site, &Actor::System).await.unwrap(), "it was deleted already");
        let found = by_host(&host, "example.com").await.unwrap().unwrap();
        assert!(found.record().is_deleted(), "its name leads to it still");
        assert!(all(&host).await.unwrap().is_empty());
        let gone = gone_at(&host, found.record()).unwrap();
        assert_eq!((gone - found.record().deleted.unwrap()).num_days(), 30);
        assert!(restore(&site, &Actor::System).await.unwrap());
        assert!(!restore(&site, &Actor::System).await.unwrap(), "it was there already");
        let record = fixture::again(&site).await.record().clone();
        assert_eq!((record.status.as_str(), record.deleted), ("active", None));
    }

    #[tokio::test]
    async fn a_suspended_site_comes_back_suspended() {
        let (_folder, site) = fixture::site().await;
        suspend(&site, &Actor::System).await.unwrap();
        delete(&site, &Actor::System).await.unwrap();
        restore(&site, &Actor::System).await.unwrap();
        assert_eq!(fixture::again(&site).await.record().status, "suspended");
    }

    #[tokio::test]
    async fn after_its_days_nobody_restores_a_site() {
        let start = Utc.with_ymd_and_hms(2026, 1, 31, 12, 0, 0).unwrap();
        let clock = Clock::fixed(start);
        let (_folder, site) = fixture::site_at(clock.clone()).await;
        delete(&site, &Actor::System).await.unwrap();
        clock.set(start + Duration::days(29));
        assert!(restore(&site, &Actor::System).await.unwrap());
        delete(&site, &Actor::System).await.unwrap();
        clock.set(start + Duration::days(59));
        assert_eq!(restore(&site, &Actor::System).await.unwrap_err().code(), "site_is_going");
        assert!(by_id(site.host(), site.id()).await.unwrap().record().is_deleted());
    }

    #[tokio::test]
    async fn sites_are_deleted_and_restored_by_the_network_alone() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(delete(&site, &ann).await.unwrap_err().code(), "rest_forbidden");
        delete(&site, &Actor::System).await.unwrap();
        assert_eq!(restore(&site, &ann).await.unwrap_err().code(), "rest_forbidden");
    }
}
