//! `platen core …`.

mod install;
mod is_installed;
mod version;

use clap::Subcommand;

use crate::session::Session;

/// Commands about the installation.
#[derive(Debug, Subcommand)]
pub enum CoreCommand {
    /// Makes the host's first site and its administrator
    Install(install::Install),
    /// Ends with exit code 0 when there is a site, else with 1
    IsInstalled(is_installed::IsInstalled),
    /// Prints the version
    Version(version::Version),
}

impl CoreCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Install(command) => command.run(session).await,
            Self::IsInstalled(command) => command.run(session).await,
            Self::Version(command) => command.run(),
        }
    }
}
