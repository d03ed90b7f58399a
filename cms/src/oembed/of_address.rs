//! What another site, or this one, offers for embedding at an address.

use platform::http::HttpClient;
use serde_json::{Map, Value, json};
use url::Url;

use super::discovered::tamed;
use super::{endpoint_for, of_post};
use crate::elsewhere::read_head;
use crate::users::Capability;
use crate::{Actor, Error, Result, Site, view};

/// The largest answer and the largest page that are read, in bytes.
const LIMIT: usize = 150 * 1024;

/// An address that somebody wants to embed.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The address.
    pub url: String,
    /// The widest that it may be, in pixels.
    pub max_width: i64,
    /// The highest that it may be, in pixels.
    pub max_height: Option<i64>,
    /// Whether sites that WordPress does not know may be asked.
    pub discover: bool,
}

/// What stands at the address, as an oEmbed answer, for people who write. Of sites that are not trusted only a frame is
/// kept that can do nothing outside itself.
pub async fn of_address(site: &Site, actor: &Actor, client: &HttpClient, wanted: &Wanted) -> Result<Value> {
    if !actor.may(Capability::EditPosts) {
        let message = "Sorry, you are not allowed to make proxied oEmbed requests.";
        return Err(Error::forbidden("rest_forbidden", message));
    }
    if let Some(post) = view::post_at(site, &wanted.url).await?
        && let Some(own) = of_post(site, &post, wanted.max_width).await?
    {
        return Ok(json!(own));
    }
    if let Some(endpoint) = endpoint_for(&wanted.url) {
        return ask(client, &with_query(endpoint, wanted)?).await.ok_or_else(nothing);
    }
    if !wanted.discover {
        return Err(nothing());
    }
    let endpoint = discover(client, &wanted.url).await.ok_or_else(nothing)?;
    let answer = ask(client, &sized(endpoint, wanted)).await;
    answer.and_then(tamed).ok_or_else(nothing)
}

fn nothing() -> Error {
    Error::not_found("oembed_invalid_url", "Not Found")
}

fn with_query(endpoint: &str, wanted: &Wanted) -> Result<Url> {
    let mut url = Url::parse(endpoint).map_err(|_| nothing())?;
    url.query_pairs_mut().append_pair("url", &wanted.url).append_pair("format", "json").append_pair("dnt", "1");
    Ok(sized(url, wanted))
}

fn sized(mut url: Url, wanted: &Wanted) -> Url {
    let mut pairs = url.query_pairs_mut();
    pairs.append_pair("maxwidth", &wanted.max_width.to_string());
    if let Some(height) = wanted.max_height {
        pairs.append_pair("maxheight", &height.to_string());
    }
    drop(pairs);
    url
}

/// Where a page says that it can be asked about itself.
async fn discover(client: &HttpClient, address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let page = client.get_beginning(&url, LIMIT).await.ok().filter(|page| page.status == 200)?;
    let head = read_head(&String::from_utf8_lossy(&page.body), &page.url);
    let json = |kind: &str| matches!(kind, "application/json+oembed" | "text/json+oembed");
    let found = head.alternates.into_iter().find(|alternate| json(&alternate.kind))?;
    Url::parse(&found.href).ok()
}

async fn ask(client: &HttpClient, endpoint: &Url) -> Option<Value> {
    let answer = client.get(endpoint, LIMIT).await.ok().filter(|answer| answer.status == 200)?;
    let fields: Map<String, Value> = serde_json::from_slice(&answer.body).ok()?;
    let is_known = matches!(fields.get("type")?.as_str()?, "photo" | "video" | "link" | "rich");
    is_known.then_some(Value::Object(fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::users::Role;

    fn wanted(url: &str) -> Wanted {
        Wanted { url: url.into(), max_width: 600, max_height: None, discover: true }
    }

    #[tokio::test]
    async fn a_private_address_is_never_asked() {
        let (_folder, site) = fixture::site().await;
        let author = fixture::person(&site, "anna", Role::Author).await;
        let client = HttpClient::new().unwrap();
        for inside in
            ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]:5432/", "file:///etc/passwd"]
        {
            let error = of_address(&site, &author, &client, &wanted(inside)).await.unwrap_err();
            assert_eq!(error.code(), "oembed_invalid_url", "{inside}");
        }
    }

    #[tokio::test]
    async fn a_subscriber_may_not_ask_others_through_the_host() {
        let (_folder, site) = fixture::site().await;
        let reader = fixture::person(&site, "rita", Role::Subscriber).await;
        let client = HttpClient::new().unwrap();
        let error = of_address(&site, &reader, &client, &wanted("https://example.com/")).await.unwrap_err();
        assert_eq!(error.code(), "rest_forbidden");
    }
}
