//! `platen post meta …`.

mod change;
mod delete;
mod get;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about values attached to posts.
#[derive(Debug, Subcommand)]
pub enum MetaCommand {
    /// Adds a value beside those that are there
    Add(change::Add),
    /// Removes values
    Delete(delete::Delete),
    /// Prints a value
    Get(get::Get),
    /// Lists the values of a post
    List(list::List),
    /// Sets a value instead of those that are there
    #[command(visible_alias = "set")]
    Update(change::Update),
}

impl MetaCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Add(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Get(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Update(command) => command.run(session).await,
        }
    }
}
