//! `platen mail breaker …`.

use clap::{Args, Subcommand};
use cms::letters;

use crate::session::Session;

/// Commands about a site's breaker.
#[derive(Debug, Subcommand)]
pub enum BreakerCommand {
    /// Closes it: what waits may leave, and what came back until now counts no more
    Reset(Reset),
}

/// Closes the breaker of a site.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen mail breaker reset --url=https://example.com")]
pub struct Reset {}

impl BreakerCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let Self::Reset(_) = self;
        let (site, actor) = session.site_and_actor().await?;
        letters::reset_breaker(&site, &actor).await?;
        session.voice.success("Closed the breaker.")
    }
}
