//! `platen search-engine …`.

mod disable;
mod enable;
mod list;
mod tell;

use anyhow::Context;
use clap::Subcommand;
use cms::search_engines::Engine;

use crate::session::Session;

/// Commands about what search engines are told.
#[derive(Debug, Subcommand)]
pub enum SearchEngineCommand {
    /// Tells an engine nothing more
    Disable(disable::Disable),
    /// Has an engine told what changes
    Enable(enable::Enable),
    /// Lists the engines, and how telling them goes
    List(list::List),
    /// Tells what changed now
    Tell(tell::Tell),
}

impl SearchEngineCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Disable(command) => command.run(session).await,
            Self::Enable(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Tell(command) => command.run(session).await,
        }
    }
}

fn named(name: &str) -> anyhow::Result<Engine> {
    Engine::named(name).with_context(|| format!("There are indexnow and search-console, not '{name}'."))
}
