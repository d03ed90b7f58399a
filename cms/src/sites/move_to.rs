//! Gives a site another address.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{Site, domain_entity as domain, find};
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Error, Result, purges, settings};

/// Has a site answer at `url` instead of its address so far; other names that lead to it go on doing so. WordPress's
/// options `home` and `siteurl` say the same. Only the host itself and network admins may. Fails when the name is taken.
pub async fn move_to(site: &Site, actor: &Actor, url: &str) -> Result<()> {
    actor.require(Capability::ManageNetwork)?;
    let url = url.trim().trim_end_matches('/').to_owned();
    let known_scheme = url.starts_with("http://") || url.starts_with("https://");
    let name = find::host_of(&url).filter(|_| known_scheme).ok_or_else(|| {
        Error::invalid("invalid_url", format!("{url} is not an address such as https://example.com."))
    })?;
    let mut change = Change::begin(site).await?;
    take_name(&change, site, &name).await?;
    let mut record = site.record().clone().into_active_model();
    record.url = Set(url.clone());
    record.update(change.connection()).await?;
    for option in ["home", "siteurl"] {
        settings::write(&mut change, site, option, &url.as_str().into()).await?;
    }
    // Which name leads to which site is known under the host's own number.
    purges::enqueue(change.connection(), site.host(), 0, &BTreeSet::from([CacheTag::Settings])).await?;
    change.notes(Deed::new("move", "site", site.id()).with("url", url.as_str()));
    change.commit().await
}

async fn take_name(change: &Change, site: &Site, name: &str) -> Result<()> {
    match domain::Entity::find_by_id(name.to_owned()).one(change.connection()).await? {
        Some(found) if found.site_id != site.id() => {
            return Err(Error::conflict("site_taken", format!("A site already answers to {name}.")));
        }
        _ => {}
    }
    domain::Entity::delete_many()
        .filter(domain::Column::SiteId.eq(site.id()))
        .filter(Condition::any().add(domain::Column::IsPrimary.eq(true)).add(domain::Column::Host.eq(name)))
        .exec(change.connection())
        .await?;
    let row = domain::ActiveModel { host: Set(name.to_owned()), site_id: Set(site.id()), is_primary: Set(true) };
    domain::Entity::insert(row).exec_without_returning(change.connection()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sites::{NewSite, by_host, create, move_to};
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn a_moved_site_answers_at_its_new_address_only() {
        let (_folder, site) = fixture::site().await;
        let host = site.host().clone();
        assert!(by_host(&host, "example.com").await.unwrap().is_some());
        move_to(&site, &Actor::System, "https://example.org:8443/").await.unwrap();
        assert!(by_host(&host, "example.com").await.unwrap().is_none());
        let moved = by_host(&host, "example.org:8443").await.unwrap().unwrap();
        assert_eq!((moved.url(), moved.settings().home()), ("https://example.org:8443", "https://example.org:8443"));
        assert_eq!(moved.settings().text("siteurl"), "https://example.org:8443");
    }

    #[tokio::test]
    async fn a_name_that_leads_to_another_site_is_refused() {
        let (_folder, site) = fixture::site().await;
        let new = NewSite { url: "http://two.example".into(), title: "Two".into(), admin_email: String::new() };
        create(site.host(), &Actor::System, new).await.unwrap();
        let taken = move_to(&site, &Actor::System, "http://two.example").await;
        assert_eq!(taken.unwrap_err().code(), "site_taken");
        assert_eq!(move_to(&site, &Actor::System, "nowhere").await.unwrap_err().code(), "invalid_url");
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(move_to(&site, &ann, "http://b.example").await.unwrap_err().code(), "rest_forbidden");
    }
}
