//! `platen user application-password …`.

mod create;
mod delete;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about passwords for programs.
#[derive(Debug, Subcommand)]
pub enum ApplicationPasswordCommand {
    /// Makes a password for a program and prints it once
    Create(create::Create),
    /// Revokes passwords
    Delete(delete::Delete),
    /// Lists the passwords of a person, never the text
    List(list::List),
}

impl ApplicationPasswordCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
        }
    }
}
