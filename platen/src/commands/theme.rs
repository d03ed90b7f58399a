//! `platen theme …`.

mod activate;
mod list;

use clap::Subcommand;

use crate::session::Session;

/// Commands about themes.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Shows the site with a theme
    Activate(activate::Activate),
    /// Lists the themes
    List(list::List),
}

impl ThemeCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Activate(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
        }
    }
}
