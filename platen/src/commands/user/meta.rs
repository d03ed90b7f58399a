//! `platen user meta …`.

mod delete;
mod get;
mod list;
mod update;
mod values;

use clap::Subcommand;

use crate::session::Session;

/// Commands about values attached to accounts.
#[derive(Debug, Subcommand)]
pub enum MetaCommand {
    /// Removes a value
    Delete(delete::Delete),
    /// Prints a value
    Get(get::Get),
    /// Lists the values of an account
    List(list::List),
    /// Sets a value
    #[command(visible_alias = "set")]
    Update(update::Update),
}

impl MetaCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Delete(command) => command.run(session).await,
            Self::Get(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Update(command) => command.run(session).await,
        }
    }
}
