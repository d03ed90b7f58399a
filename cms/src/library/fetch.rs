//! Brings an image in from another address: the host asks for it, so that no browser has to.

use platform::http::{FetchError, HttpClient};
use url::Url;

use super::receive::{Received, receive};
use super::{folder, permissions};
use crate::formatting::check_filetype;
use crate::{Actor, Error, Result, Site};

/// Images from elsewhere are held in memory while they come.
const MOST_BYTES: usize = 64 << 20;

/// Fetches an image, and gives it with its name. Only public addresses whose name is one of an image are asked.
pub async fn fetch_image(site: &Site, actor: &Actor, address: &str) -> Result<(Received, String)> {
    permissions::require_upload(site, actor, 0).await?;
    let invalid = |message: &str| Error::invalid("rest_invalid_url", message);
    let url = Url::parse(address)
        .map_err(|_| invalid("Invalid URL. Provide a valid, publicly reachable HTTP or HTTPS image URL."))?;
    let name = url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(invalid("Could not determine a filename from the provided URL."));
    }
    if !check_filetype(&name).is_some_and(|(_, mime_type)| mime_type.starts_with("image/")) {
        return Err(invalid("The provided URL does not point to a supported image file."));
    }
    let limit = MOST_BYTES.min(site.host().config().upload_limit_mb << 20);
    let fetched = client()?.get(&url, limit).await.map_err(|error| failed(&error))?;
    if fetched.status != 200 || fetched.body.is_empty() {
        return Err(invalid(&format!(
            "The image could not be fetched: the other side answered with status {}.",
            fetched.status
        )));
    }
    let mut receiving = receive(site, Some(fetched.body.len() as u64)).await?;
    receiving.write(&fetched.body).await?;
    Ok((receiving.finish().await?, folder::clean(&name)))
}

fn client() -> Result<HttpClient> {
    HttpClient::new().map_err(|error| Error::Internal(format!("no address can be fetched: {error}")))
}

fn failed(error: &FetchError) -> Error {
    let message = match error {
        FetchError::Refused(_) => {
            "Invalid URL. Provide a valid, publicly reachable HTTP or HTTPS image URL.".to_owned()
        }
        other => format!("The image could not be fetched: {other}."),
    };
    Error::invalid("rest_invalid_url", message)
}
