//! `platen mail suppression …`.

mod add;
mod list;
mod remove;

use clap::Subcommand;

use crate::session::Session;

/// Commands about to whom a site sends nothing.
#[derive(Debug, Subcommand)]
pub enum SuppressionCommand {
    /// Puts addresses on the list
    Add(add::Add),
    /// Lists who gets no letters, and why
    List(list::List),
    /// Takes addresses off the list
    Remove(remove::Remove),
}

impl SuppressionCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Add(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Remove(command) => command.run(session).await,
        }
    }
}
