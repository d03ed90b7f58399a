//! Whether others will believe that a site's letters are its own.

use std::time::Duration;

use platform::dns::Dns;
use platform::mail;
use serde::Serialize;

use super::domain_records::{Found, Record, dkim, dmarc, spf};
use super::queue::sender_address;
use crate::{Actor, Error, Result, Site};

/// What the domain of a site's letters says, and what it should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DomainCheck {
    /// The address that the letters come from.
    pub sender: String,
    /// Its domain.
    pub domain: String,
    /// The way out: `ses`, `smtp` or `eml`.
    pub door: &'static str,
    /// The records.
    pub records: Vec<Record>,
}

impl DomainCheck {
    /// Whether every record is as it should be.
    pub fn is_good(&self) -> bool {
        self.records.iter().all(|record| record.found == Found::Good)
    }
}

/// How long the whole check may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks the name server, and the mail service which keys it signs with. Each question has its time limit; what is not
/// answered is `unknown`.
pub async fn check_domain(site: &Site, actor: &Actor) -> Result<DomainCheck> {
    actor.require_manager()?;
    let late = |_| Error::Internal("The check took too long.".to_owned());
    tokio::time::timeout(PATIENCE, look(site)).await.map_err(late)?
}

async fn look(site: &Site) -> Result<DomainCheck> {
    let config = site.host().config();
    let sender = sender_address(site);
    let bare = sender.rsplit_once('<').map_or(sender.as_str(), |(_, rest)| rest.trim_end_matches('>'));
    let domain = bare.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).unwrap_or_default();
    let dns = Dns::open(config.dns_server.as_deref()).map_err(Error::Internal)?;
    let door = mail::transport(config).map_err(Error::Internal)?;
    let rules = door.domain_rules(&domain).await;
    let wanted = if rules.spf.is_empty() { config.mail_spf.clone().unwrap_or_default() } else { rules.spf.clone() };
    let bounces_to = if rules.bounces_to.is_empty() { &domain } else { &rules.bounces_to };
    let reports_to = site.settings().text("admin_email");
    let (spf, dkim, dmarc) = futures::join!(
        spf(&dns, bounces_to, &wanted),
        dkim(&dns, &domain, &rules, config.mail_dkim_selector.as_deref()),
        dmarc(&dns, &domain, &reports_to),
    );
    let records = [vec![spf], dkim, vec![dmarc]].concat();
    Ok(DomainCheck { door: door.name(), records, domain, sender })
}
