//! `platen term …`.

mod create;
mod delete;
mod get;
mod list;
mod record;
mod update;

use clap::Subcommand;

use crate::session::Session;

/// Commands about terms of any taxonomy.
#[derive(Debug, Subcommand)]
pub enum TermCommand {
    /// Makes a term
    Create(create::Create),
    /// Deletes terms
    Delete(delete::Delete),
    /// Prints one term
    Get(get::Get),
    /// Lists the terms of taxonomies
    List(list::List),
    /// Changes a term
    Update(update::Update),
}

impl TermCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Get(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Update(command) => command.run(session).await,
        }
    }
}
