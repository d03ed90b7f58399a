//! `platen site …`.

mod allow;
mod archive;
mod clone;
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
    /// Clones a site on this host
    Clone(clone::CloneSite),
    /// Makes a site
    Create(create::Create),
    /// Deletes a site, which can be restored for a while
    Delete(delete::Delete),
    /// Manages the names that lead to a site
    #[command(subcommand)]
    Domain(domain::DomainCommand),
    /// Lists the sites
    List(list::List),
    /// Puts deleted sites back into service
    Restore(delete::Restore),
    /// Opens archived sites again
    Unarchive(archive::Unarchive),
}

impl SiteCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Allow(command) => command.run(session).await,
            Self::Archive(command) => command.run(session).await,
            Self::Clone(command) => command.run(session).await,
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Domain(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Restore(command) => command.run(session).await,
            Self::Unarchive(command) => command.run(session).await,
        }
    }
}
