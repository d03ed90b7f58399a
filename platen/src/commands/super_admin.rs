//! `platen super-admin …`.

mod grant;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about those who run the whole host.
#[derive(Debug, Subcommand)]
pub enum SuperAdminCommand {
    /// Has people run the host
    Add(grant::Add),
    /// Lists who runs the host
    List(list::List),
    /// Takes that from people again
    Remove(grant::Remove),
}

impl SuperAdminCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Add(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Remove(command) => command.run(session).await,
        }
    }
}
