//! Finds sites by address.

use std::sync::Arc;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{DELETED, Site, domain_entity, entity};
use crate::settings;
use crate::{CacheTag, Error, Host, Result};

/// The site that answers to the `Host` header `host`: with its port first, then without, then by another of this machine's
/// own names. Cached; `None` for a host that nobody owns. While the database is away, the last answer stands.
pub async fn by_host(host: &Host, name: &str) -> Result<Option<Site>> {
    let name = name.to_ascii_lowercase();
    let key = format!("domain:{name}");
    let found =
        host.objects().get_or_load(0, key.clone(), async { Ok((owner(host, &name).await?, vec![CacheTag::Settings])) });
    let id: Arc<Option<i64>> = match found.await {
        Ok(id) => id,
        Err(error) => host.objects().stale(0, &key).ok_or(error)?,
    };
    match *id {
        Some(id) => by_id(host, id).await.map(Some),
        None => Ok(None),
    }
}

/// What a browser calls the machine it runs on.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

async fn owner(host: &Host, name: &str) -> Result<Option<i64>> {
    let bare = without_port(name);
    let mut names = vec![name.to_owned(), bare.to_owned()];
    if LOOPBACK.contains(&bare) {
        names.extend(LOOPBACK.map(|loopback| format!("{loopback}{}", &name[bare.len()..])));
    }
    for name in names {
        if let Some(id) = domain(host, &name).await? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

async fn domain(host: &Host, name: &str) -> Result<Option<i64>> {
    let found = domain_entity::Entity::find_by_id(name.to_owned()).one(host.database().reader()).await?;
    Ok(found.map(|domain| domain.site_id))
}

fn without_port(name: &str) -> &str {
    match name.rsplit_once(':') {
        Some((front, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => front,
        _ => name,
    }
}

/// The site with this number, with its settings. Cached; while the database is away, the last answer stands.
pub async fn by_id(host: &Host, id: i64) -> Result<Site> {
    let load = host.objects().get_or_load(id, "site", async {
        let record = entity::Entity::find_by_id(id).one(host.database().reader()).await?;
        let record = record.ok_or_else(|| Error::not_found("site_not_found", format!("There is no site {id}.")))?;
        let settings = settings::load(host, &record).await?;
        Ok(((Arc::new(record), Arc::new(settings)), vec![CacheTag::Settings]))
    });
    let parts: Arc<(Arc<entity::Model>, Arc<settings::Settings>)> = match load.await {
        Ok(parts) => parts,
        Err(error @ Error::Database(_)) => host.objects().stale(id, "site").ok_or(error)?,
        Err(error) => return Err(error),
    };
    Ok(Site::new(host.clone(), parts.0.clone(), parts.1.clone()))
}

/// The site that `--url` names: an address or a bare host name. Without one, the host's only or first site.
pub async fn by_url(host: &Host, url: Option<&str>) -> Result<Site> {
    let unknown = |what: &str| Error::not_found("site_not_found", what.to_owned());
    match url {
        Some(url) => {
            let name = host_of(url).ok_or_else(|| unknown(&format!("{url} is not an address.")))?;
            by_host(host, &name).await?.ok_or_else(|| unknown(&format!("No site answers to {name}.")))
        }
        None => {
            let there = entity::Entity::find().filter(entity::Column::Status.ne(DELETED));
            let first = there.order_by_asc(entity::Column::Id).one(host.database().reader()).await?;
            let first = first.ok_or_else(|| {
                unknown("There is no site yet. Make one: platen core install --url=… --title=… --admin_user=… --admin_email=…")
            })?;
            by_id(host, first.id).await
        }
    }
}

/// Every site that is not deleted, in their order.
pub async fn all(host: &Host) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find().filter(entity::Column::Status.ne(DELETED)).order_by_asc(entity::Column::Id);
    Ok(query.all(host.database().reader()).await?)
}

/// Every site, those that are deleted and not gone yet among them.
pub async fn with_deleted(host: &Host) -> Result<Vec<entity::Model>> {
    Ok(entity::Entity::find().order_by_asc(entity::Column::Id).all(host.database().reader()).await?)
}

/// The host name (with the port, where the address has one) of an address or a bare name.
pub(super) fn host_of(url: &str) -> Option<String> {
    let url = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
    let url = url::Url::parse(&url).ok()?;
    let name = url.host_str()?;
    Some(url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Actor;
    use crate::sites::{self, NewSite};

    #[tokio::test]
    async fn a_site_on_this_machine_answers_to_all_its_names() {
        let (_folder, host) = crate::fixture::host().await;
        let new = NewSite { url: "http://localhost:8080".into(), title: "Here".into(), admin_email: "a@b.org".into() };
        let site = sites::create(&host, &Actor::System, new).await.unwrap();
        for name in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
            assert_eq!(by_host(&host, name).await.unwrap().map(|found| found.id()), Some(site.id()), "{name}");
        }
        for name in ["127.0.0.1:8081", "127.0.0.1", "example.com:8080"] {
            assert!(by_host(&host, name).await.unwrap().is_none(), "{name}");
        }
    }

    #[test]
    fn an_address_names_its_host_with_its_own_port_only() {
        assert_eq!(host_of("http://Example.com:8800/blog").as_deref(), Some("example.com:8800"));
        assert_eq!(host_of("https://example.com:443").as_deref(), Some("example.com"));
        assert_eq!(host_of("example.com").as_deref(), Some("example.com"));
        assert_eq!(without_port("[::1]:80"), "[::1]");
    }
}
