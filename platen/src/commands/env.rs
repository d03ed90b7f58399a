//! `platen env …`.

mod clone;
mod create;
mod delete;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about environments.
#[derive(Debug, Subcommand)]
pub enum EnvCommand {
    /// Copies production's sites into an environment
    Clone(clone::CloneSites),
    /// Makes an environment
    Create(create::Create),
    /// Deletes an environment
    Delete(delete::Delete),
    /// Lists the environments
    List(list::List),
}

impl EnvCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Clone(command) => command.run(session).await,
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
        }
    }
}
