//! The site's page for addresses at which nothing stands.

use super::found::Found;
use super::{Page, Request, page};
use crate::{Result, Site};

/// The page that says so, with status 404.
pub async fn not_found(site: &Site, request: &Request) -> Result<Page> {
    Box::pin(page::render(site, request, Found { not_found: true, ..Found::default() })).await
}
