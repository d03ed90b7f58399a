//! What an editor shows of a link: the title, icon, description and picture of the page that it leads to.

use platform::http::HttpClient;
use serde::Serialize;
use url::Url;

use super::read_head;
use crate::users::Capability;
use crate::{Actor, Error, Result};

/// As much of a page is read; its head stands at the beginning.
const LIMIT: usize = 150 * 1024;

/// What a page says about itself, in WordPress's names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Details {
    /// Its title.
    pub title: String,
    /// The address of its icon.
    pub icon: String,
    /// What it is about.
    pub description: String,
    /// The address of its picture.
    pub image: String,
}

/// Asks the page at `url`, for people who write.
pub async fn details(actor: &Actor, client: &HttpClient, url: &Url) -> Result<Details> {
    if !actor.may(Capability::EditPosts) {
        let message = "Sorry, you are not allowed to process remote urls.";
        return Err(Error::forbidden("rest_cannot_view_url_details", message));
    }
    let not_found = || {
        let message = "URL not found. Response returned a non-200 status code for this URL.";
        Error::not_found("no_response", message)
    };
    let fetched = client.get_beginning(url, LIMIT).await.map_err(|_| not_found())?;
    if fetched.status != 200 {
        return Err(not_found());
    }
    if fetched.body.is_empty() {
        return Err(Error::not_found("no_content", "Unable to retrieve body from response at this URL."));
    }
    let head = read_head(&String::from_utf8_lossy(&fetched.body), &fetched.url);
    Ok(Details { title: head.title, icon: head.icon, description: head.description, image: head.image })
}
