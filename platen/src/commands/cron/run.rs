//! `platen cron run …`.

mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about what ran.
#[derive(Debug, Subcommand)]
pub enum RunCommand {
    /// Lists runs
    List(list::List),
}

impl RunCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::List(command) => command.run(session).await,
        }
    }
}
