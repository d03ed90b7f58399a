//! The site that a request means.

use cms::{Site, installation, sites};

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::spoken;

/// Longer names are no host's (RFC 1035, and a port).
const LONGEST: usize = 259;

/// The site that answers to the request's host name, if it is switched on.
pub async fn of(front: &Front, origin: &Origin) -> Result<Site, Failure> {
    if !is_host_name(&origin.host) {
        return Err(Failure::UnknownHost(origin.host.chars().take(LONGEST).collect()));
    }
    let (host, name) = (front.host().clone(), origin.host.clone());
    let site = front.run(async move { sites::by_host(&host, &name).await }).await?;
    let Some(site) = site else { return Err(unknown(front, origin).await?) };
    spoken::note(&site);
    match site.record().status.as_str() {
        "active" => Ok(site),
        sites::DELETED => Err(Failure::Deleted),
        _ => Err(Failure::Suspended),
    }
}

/// A host without any site leads to where its first one is made.
async fn unknown(front: &Front, origin: &Origin) -> Result<Failure, Failure> {
    let host = front.host().clone();
    let is_empty = front.run(async move { installation::is_needed(&host).await }).await?;
    Ok(if is_empty { Failure::NotInstalled } else { Failure::UnknownHost(origin.host.clone()) })
}

fn is_host_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']');
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(is_plain)
}
