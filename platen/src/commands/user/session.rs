//! `platen user session …`.

mod destroy;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about signed-in browsers.
#[derive(Debug, Subcommand)]
pub enum SessionCommand {
    /// Ends sessions of a person
    Destroy(destroy::Destroy),
    /// Lists the sessions of a person
    List(list::List),
}

impl SessionCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Destroy(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
        }
    }
}
