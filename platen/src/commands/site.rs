//! `platen site …`.

mod allow;
mod archive;
mod create;
mod delete;
mod domain;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about sites.
#[derive(Debug, Subcommand)]
pub enum SiteCommand {
    /// Gives a site another plan or quota
    Allow(allow::Allow),
    /// Takes sites from the public
    Archive(archive::Archive),
    /// Makes a site
    Create(create::Create),
    /// Deletes a site
    Delete(delete::Delete),
    /// Manages the names that lead to a site
    #[command(subcommand)]
    Domain(domain::DomainCommand),
    /// Lists the sites
    List(list::List),
    /// Opens archived sites again
    Unarchive(archive::Unarchive),
}

impl SiteCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Allow(command) => command.run(session).await,
            Self::Archive(command) => command.run(session).await,
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Domain(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Unarchive(command) => command.run(session).await,
        }
    }
}
