//! `platen rewrite …`.

mod flush;
mod list;
mod structure;

use clap::Subcommand;

use crate::session::Session;

/// Commands about how addresses are made.
#[derive(Debug, Subcommand)]
pub enum RewriteCommand {
    /// Makes every page stale, so that addresses are made anew
    Flush(flush::Flush),
    /// Lists how addresses are made
    List(list::List),
    /// Changes the permalink structure
    Structure(structure::Structure),
}

impl RewriteCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Flush(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Structure(command) => command.run(session).await,
        }
    }
}
