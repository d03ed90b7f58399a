//! `platen user second-factor …`.

mod delete;
mod status;

use clap::Subcommand;

use crate::session::Session;

/// Commands about the second factor of a person.
#[derive(Debug, Subcommand)]
pub enum SecondFactorCommand {
    /// Takes a lost second factor away
    Delete(delete::Delete),
    /// Tells whether a person has one
    Status(status::Status),
}

impl SecondFactorCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Delete(command) => command.run(session).await,
            Self::Status(command) => command.run(session).await,
        }
    }
}
