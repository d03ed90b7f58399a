//! `platen member …`.

mod delete;
mod export;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about members.
#[derive(Debug, Subcommand)]
pub enum MemberCommand {
    /// Lists members
    List(list::List),
    /// Removes a member with all personal data
    Delete(delete::Delete),
    /// Prints all that is kept of a member
    Export(export::Export),
}

impl MemberCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::List(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Export(command) => command.run(session).await,
        }
    }
}
