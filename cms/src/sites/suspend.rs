//! Switches sites off and on again.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Site, entity};
use crate::audit::Deed;
use crate::{Actor, CacheTag, Change, Result, users::Capability};

/// Takes a site from the public with everything in it kept: whatever is asked there answers that it is not available.
/// Whether it was open before. Only the host itself and network admins may.
pub async fn suspend(site: &Site, actor: &Actor) -> Result<bool> {
    set_status(site, actor, "suspend", ["active", "suspended"]).await
}

/// Opens a suspended site again. Whether it was suspended before. Only the host itself and network admins may.
pub async fn reopen(site: &Site, actor: &Actor) -> Result<bool> {
    set_status(site, actor, "reopen", ["suspended", "active"]).await
}

async fn set_status(site: &Site, actor: &Actor, deed: &'static str, [from, to]: [&str; 2]) -> Result<bool> {
    actor.require(Capability::ManageNetwork)?;
    let mut change = Change::begin(site).await?;
    let update = entity::Entity::update_many()
        .col_expr(entity::Column::Status, Expr::value(to))
        .filter(entity::Column::Id.eq(site.id()))
        .filter(entity::Column::Status.eq(from));
    let changed = update.exec(change.connection()).await?.rows_affected == 1;
    if !changed {
        return Ok(false);
    }
    change.makes_stale(CacheTag::Settings);
    change.makes_stale(CacheTag::Site);
    change.notes(Deed::new(deed, "site", site.id()).with("url", site.url()));
    change.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn a_site_is_switched_off_and_on_again_by_the_network_alone() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(super::suspend(&site, &ann).await.unwrap_err().code(), "rest_forbidden");
        assert!(super::suspend(&site, &Actor::System).await.unwrap());
        assert!(!super::suspend(&site, &Actor::System).await.unwrap(), "it was closed already");
        assert_eq!(fixture::again(&site).await.record().status, "suspended");
        assert!(super::reopen(&site, &Actor::System).await.unwrap());
        assert_eq!(fixture::again(&site).await.record().status, "active");
    }
}
