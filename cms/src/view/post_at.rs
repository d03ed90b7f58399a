//! From an address to the post that stands there (`url_to_postid`).

use url::Url;

use super::single;
use crate::permalinks::{self, Permalinks};
use crate::posts::{self, Post};
use crate::{Actor, Result, Site};

/// The post that everybody may see at `address`, a whole address of this site; nothing for other sites' and for lists.
pub async fn post_at(site: &Site, address: &str) -> Result<Option<Post>> {
    let (Ok(url), Ok(home)) = (Url::parse(address), Url::parse(site.url())) else { return Ok(None) };
    let bare = |host: Option<&str>| host.unwrap_or_default().trim_start_matches("www.").to_owned();
    if bare(url.host_str()) != bare(home.host_str()) || url.port_or_known_default() != home.port_or_known_default() {
        return Ok(None);
    }
    let query = url.query().unwrap_or_default();
    let front = Permalinks::new(site.settings()).page_on_front();
    if url.path().trim_matches('/') == home.path().trim_matches('/') && query.is_empty() {
        return if front == 0 { Ok(None) } else { posts::by_id(site, front).await };
    }
    let parsed = Box::pin(permalinks::parse(site, url.path(), query)).await?;
    if !parsed.query.names_one_post() {
        return Ok(None);
    }
    single::find(site, &parsed.query, &Actor::Visitor).await
}
