//! From what the site answers to what HTTP sends.

use cms::{Error, Result, Site, view};

use crate::output::Made;

/// Makes the answer to `asked`.
pub async fn made(site: &Site, asked: &view::Request) -> Result<Made> {
    Err(Error::not_found("x", format!("{} {}", site.id(), asked.path)))
}
