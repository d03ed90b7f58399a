//! `platen cache flush`.

use clap::Args;
use cms::{CacheTag, Change};

use crate::session::Session;

/// Makes every cached page and fragment stale on every running front: of all sites, or of the one that --url names.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen cache flush --url=https://example.com")]
pub struct Flush {}

impl Flush {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let mut change = match session.url() {
            Some(_) => Change::begin(&session.site().await?).await?,
            None => Change::begin_for_host(&session.host).await?,
        };
        change.makes_stale(CacheTag::Site);
        change.commit().await?;
        session.voice.success("The cache was flushed.")
    }
}
