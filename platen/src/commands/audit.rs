//! `platen audit …`.

mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Tells who did what, when, from where
    List(list::List),
}

impl AuditCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::List(command) => command.run(session).await,
        }
    }
}
