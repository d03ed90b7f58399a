//! `platen cache …`.

mod flush;

use clap::Subcommand;

use crate::session::Session;

/// Commands about the caches.
#[derive(Debug, Subcommand)]
pub enum CacheCommand {
    /// Makes every cached page and fragment stale, on every front
    Flush(flush::Flush),
}

impl CacheCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Flush(command) => command.run(session).await,
        }
    }
}
