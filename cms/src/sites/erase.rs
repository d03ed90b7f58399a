//! Erases sites from the database.

use std::collections::BTreeSet;

use sea_orm::EntityTrait;

use super::{Site, entity};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Result, cron, purges, users::Capability};

/// Erases a site at once with all its rows; every table follows its site. People keep their accounts, and files in the
/// uploads folder stay: [`crate::removals`] takes those too. Only the host itself and network admins may.
pub async fn erase(site: &Site, actor: &Actor) -> Result<()> {
    actor.require(Capability::ManageNetwork)?;
    let mut change = Change::begin(site).await?;
    erase_in(&mut change, site).await?;
    change.commit().await
}

/// The same in an open change.
pub(crate) async fn erase_in(change: &mut Change, site: &Site) -> Result<()> {
    cron::forget(change, site).await?;
    entity::Entity::delete_by_id(site.id()).exec(change.connection()).await?;
    change.makes_stale(CacheTag::Settings);
    change.makes_stale(CacheTag::Site);
    // Which name leads to which site is known under the host's own number.
    let domains = BTreeSet::from([CacheTag::Settings]);
    purges::enqueue(change.connection(), site.host(), 0, &domains).await?;
    change.notes(Deed::new("remove", "site", site.id()).with("url", site.url()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sites::{by_host, by_id};
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn an_erased_site_answers_no_more() {
        let (_folder, site) = fixture::site().await;
        let host = site.host().clone();
        assert!(by_host(&host, "example.com").await.unwrap().is_some());
        super::erase(&site, &Actor::System).await.unwrap();
        assert!(by_host(&host, "example.com").await.unwrap().is_none());
        assert_eq!(by_id(&host, site.id()).await.unwrap_err().code(), "site_not_found");
    }

    #[tokio::test]
    async fn an_administrator_of_a_site_may_not_erase_it() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(super::erase(&site, &ann).await.unwrap_err().code(), "rest_forbidden");
    }
}
