//! `platen option …`.

mod delete;
mod get;
mod list;
mod update;

use clap::{Subcommand, ValueEnum};

use crate::session::Session;

/// Commands about a site's options.
#[derive(Debug, Subcommand)]
pub enum OptionCommand {
    /// Removes options
    Delete(delete::Delete),
    /// Prints the value of an option
    Get(get::Get),
    /// Lists the options
    List(list::List),
    /// Sets an option
    #[command(visible_aliases = ["set", "add"])]
    Update(update::Update),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ValueFormat {
    /// As text
    Plaintext,
    /// As JSON
    Json,
    /// As YAML
    Yaml,
}

impl OptionCommand {
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
