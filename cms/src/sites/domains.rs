//! The names that lead to a site.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{domain_entity as entity, find};
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Error, Result, Site, purges};

/// The names that lead to the site, its own first; for whoever runs it.
pub async fn domains(site: &Site, actor: &Actor) -> Result<Vec<entity::Model>> {
    actor.require_manager()?;
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .order_by_desc(entity::Column::IsPrimary)
        .order_by_asc(entity::Column::Host);
    Ok(query.all(site.reader()).await?)
}

/// Has one more name lead to the site, which goes on calling itself by its own. Only the host itself and network admins
/// may. Fails when the name is taken.
pub async fn add_domain(site: &Site, actor: &Actor, name: &str) -> Result<entity::Model> {
    actor.require(Capability::ManageNetwork)?;
    let host = find::host_of(name.trim()).ok_or_else(|| {
        Error::invalid("invalid_domain", format!("{} is not a name such as www.example.com.", name.trim()))
    })?;
    let change = Change::begin(site).await?;
    if entity::Entity::find_by_id(host.clone()).one(change.connection()).await?.is_some() {
        return Err(Error::conflict("site_taken", format!("A site already answers to {host}.")));
    }
    let row = entity::ActiveModel { host: Set(host.clone()), site_id: Set(site.id()), is_primary: Set(false) };
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    commit(change, site, Deed::new("add-domain", "site", site.id()).with("host", host.as_str())).await?;
    Ok(entity::Model { host, site_id: site.id(), is_primary: false })
}

/// Has a name lead to the site no more. Its own name stays. Only the host itself and network admins may.
pub async fn remove_domain(site: &Site, actor: &Actor, name: &str) -> Result<()> {
    actor.require(Capability::ManageNetwork)?;
    let host = find::host_of(name.trim()).unwrap_or_default();
    let change = Change::begin(site).await?;
    let found = entity::Entity::find_by_id(host.clone()).one(change.connection()).await?;
    match found.filter(|domain| domain.site_id == site.id()) {
        None => return Err(Error::not_found("domain_not_found", format!("{host} does not lead to this site."))),
        Some(domain) if domain.is_primary => {
            return Err(Error::invalid("domain_is_primary", "The site's own name cannot be taken from it."));
        }
        Some(domain) => entity::Entity::delete_by_id(domain.host).exec(change.connection()).await?,
    };
    commit(change, site, Deed::new("remove-domain", "site", site.id()).with("host", host.as_str())).await
}

/// Which name leads to which site is known under the host's own number.
async fn commit(mut change: Change, site: &Site, deed: Deed) -> Result<()> {
    change.makes_stale(CacheTag::Settings);
    purges::enqueue(change.connection(), site.host(), 0, &BTreeSet::from([CacheTag::Settings])).await?;
    change.notes(deed);
    change.commit().await
}

#[cfg(test)]
mod tests {
    use super::{add_domain, domains, remove_domain};
    use crate::sites::by_host;
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn a_further_name_leads_to_the_site_until_it_is_taken_away() {
        let (_folder, site) = fixture::site().await;
        let host = site.host().clone();
        assert!(by_host(&host, "www.example.com").await.unwrap().is_none());
        add_domain(&site, &Actor::System, "WWW.example.com").await.unwrap();
        assert_eq!(by_host(&host, "www.example.com").await.unwrap().unwrap().id(), site.id());
        let again = add_domain(&site, &Actor::System, "www.example.com").await;
        assert_eq!(again.unwrap_err().code(), "site_taken");
        let names: Vec<_> = domains(&site, &Actor::System).await.unwrap().into_iter().map(|it| it.host).collect();
        assert_eq!(names, ["example.com", "www.example.com"]);
        remove_domain(&site, &Actor::System, "www.example.com").await.unwrap();
        assert!(by_host(&host, "www.example.com").await.unwrap().is_none());
    }

    #[tokio::test]
    async fn the_sites_own_name_stays_and_names_are_the_networks_to_give() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(add_domain(&site, &ann, "b.example").await.unwrap_err().code(), "rest_forbidden");
        assert_eq!(remove_domain(&site, &ann, "example.com").await.unwrap_err().code(), "rest_forbidden");
        let own = remove_domain(&site, &Actor::System, "example.com").await;
        assert_eq!(own.unwrap_err().code(), "domain_is_primary");
        let strange = remove_domain(&site, &Actor::System, "b.example").await;
        assert_eq!(strange.unwrap_err().code(), "domain_not_found");
        assert_eq!(add_domain(&site, &Actor::System, "no name").await.unwrap_err().code(), "invalid_domain");
    }
}
