//! The pages of a site's members, such as their account: the theme's frame around text that is no post's.

use super::found::{Found, MembersPage, Target};
use super::{Page, Request, page};
use crate::{Result, Site, theming};

/// The page for whoever asks, and for nobody else. None where the theme has no `members.html`.
pub async fn members_page(site: &Site, request: &Request, title: &str, html: &str) -> Result<Option<Page>> {
    if !site.host().themes().of(site.settings())?.has_template(theming::MEMBERS_TEMPLATE) {
        return Ok(None);
    }
    let shown = MembersPage { title: title.to_owned(), html: html.to_owned() };
    let found = Found { target: Target::Members(Box::new(shown)), ..Found::default() };
    Ok(Some(Box::pin(page::render(site, request, found)).await?))
}
