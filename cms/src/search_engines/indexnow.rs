//! IndexNow's protocol (<https://www.indexnow.org/documentation>).

use platform::http::{HttpClient, Submission};
use serde_json::json;
use url::Url;

use super::Engine;
use super::tell::Failure;
use crate::{Error, Site};

/// Addresses in one request: the protocol's own bound.
pub(super) const MOST: usize = 10_000;
/// Largest answer that is read.
const LIMIT: usize = 16 * 1024;

/// Tells that these addresses of the site changed, appeared or went. Telling them again changes nothing.
pub(super) async fn tell(site: &Site, addresses: &[String]) -> Result<(), Failure> {
    let key = Engine::IndexNow.set_to(site.settings());
    let home = Url::parse(site.url()).map_err(|error| Failure::Refused(error.to_string()))?;
    let endpoint = site.host().config().indexnow_endpoint.as_str();
    let endpoint = Url::parse(endpoint).map_err(|error| Failure::Refused(format!("indexnow_endpoint: {error}")))?;
    let host = home.host_str().unwrap_or_default();
    let location = format!("{}/{key}.txt", site.url());
    let said = json!({"host": host, "key": key, "keyLocation": location, "urlList": addresses});
    let http = client(site, &endpoint).map_err(|error| Failure::Refused(error.to_string()))?;
    let answer = http.submit(Submission::post(&endpoint).json(&said), LIMIT).await;
    let answer = answer.map_err(|error| Failure::Later(format!("IndexNow: {error}")))?;
    match answer.status {
        200 | 202 => Ok(()),
        408 | 429 | 500..=599 => Err(Failure::Later(format!("IndexNow answered {}.", answer.status))),
        403 => Err(Failure::Refused(format!("IndexNow does not find the key at {location}."))),
        status => Err(Failure::Refused(format!("IndexNow answered {status}."))),
    }
}

/// The guarded client; only the operator's own stand-in may be on a private network.
fn client(site: &Site, endpoint: &Url) -> Result<HttpClient, Error> {
    if endpoint.as_str() == platform::config::INDEXNOW {
        return Ok(site.host().http().clone());
    }
    HttpClient::reaching_private_addresses().map_err(|error| Error::Internal(error.to_string()))
}
