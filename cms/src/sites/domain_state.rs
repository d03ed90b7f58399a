//! Whether names lead here, as the internet sees it.

use std::time::Duration;

use futures::future::join_all;
use platform::dns::Dns;
use platform::http::Certificate;
use serde_json::Value;
use url::Url;

use super::{Domain, Site, domains};
use crate::users::Capability;
use crate::{Actor, Error, Result};

/// How long one name is asked.
const PATIENCE: Duration = Duration::from_secs(10);
/// More bytes than this tell no address.
const LONGEST: usize = 4_096;

/// What is seen of a name.
#[derive(Clone, Debug)]
pub struct DomainState {
    /// The name.
    pub domain: Domain,
    /// The addresses that the name server gives, or what went wrong when it was asked.
    pub addresses: Result<Vec<String>, String>,
    /// Its certificate.
    pub certificate: Certificate,
    /// Whether who asks there meets this site.
    pub leads_here: bool,
}

/// Asks the name server about each name of the site, and the name itself for its certificate and for this site. Only the
/// host itself and network admins may.
pub async fn domain_states(site: &Site, actor: &Actor) -> Result<Vec<DomainState>> {
    actor.require(Capability::ManageNetwork)?;
    let dns = Dns::open(site.host().config().dns_server.as_deref()).map_err(Error::Internal)?;
    let found = domains(site, actor).await?;
    Ok(join_all(found.into_iter().map(|domain| state(site, &dns, domain))).await)
}

async fn state(site: &Site, dns: &Dns, domain: Domain) -> DomainState {
    let name = domain.host.split(':').next().unwrap_or_default();
    let http = site.host().http();
    let late = |_| Certificate::Unreachable("It does not answer in time.".to_owned());
    let certificate =
        async { tokio::time::timeout(PATIENCE, http.certificate(&domain.host)).await.unwrap_or_else(late) };
    let leads_here = async { tokio::time::timeout(PATIENCE, meets(site, &domain.host)).await.unwrap_or(false) };
    let (addresses, certificate, leads_here) = tokio::join!(dns.addresses(name), certificate, leads_here);
    DomainState { domain, addresses, certificate, leads_here }
}

/// Whether the API at this name tells the site's own address.
async fn meets(site: &Site, name: &str) -> bool {
    for scheme in ["https", "http"] {
        let Ok(url) = Url::parse(&format!("{scheme}://{name}/wp-json/?_fields=url")) else { continue };
        let Ok(fetched) = site.host().http().get(&url, LONGEST).await else { continue };
        let told: Value = serde_json::from_slice(&fetched.body).unwrap_or_default();
        if told["url"].as_str() == Some(site.url()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::{Actor, fixture, users::Role};

    #[tokio::test]
    async fn what_the_internet_sees_is_for_the_network_alone() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(super::domain_states(&site, &ann).await.unwrap_err().code(), "rest_forbidden");
        assert!(super::domain_states(&site, &Actor::Visitor).await.is_err());
    }
}
