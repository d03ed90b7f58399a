//! From what the site answers to what HTTP sends.

use cms::{Result, Site, view};

use crate::output::{Made, Policy};

/// Makes the answer to `asked`. Until `cms::view` resolves addresses, nothing stands at any of them.
pub async fn made(site: &Site, asked: &view::Request) -> Result<Made> {
    tracing::debug!(site = site.id(), path = asked.path, "no page");
    Ok(Made::html(404, "<!DOCTYPE html><title>Not found</title><h1>Not found</h1>").with_policy(Policy::NoStore))
}
