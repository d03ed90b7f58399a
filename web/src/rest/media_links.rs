//! Addresses of attachments' files.

use cms::{Site, media};

use super::RestError;

/// The address of an attachment's file; empty where there is none.
pub async fn url_of(site: &Site, attachment_id: i64) -> Result<String, RestError> {
    if attachment_id <= 0 {
        return Ok(String::new());
    }
    let found = media::of_attachment(site, attachment_id).await?;
    Ok(found.map(|found| media::url_of(site, &found.file)).unwrap_or_default())
}
