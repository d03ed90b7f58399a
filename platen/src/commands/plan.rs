//! `platen plan …`.

mod account;
mod create;
mod list;
mod update;

use clap::Subcommand;

use crate::session::Session;

/// Commands about plans.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Lists plans
    List(list::List),
    /// Makes a plan
    Create(create::Create),
    /// Changes a plan's name, or takes it off the shelf
    Update(update::Update),
    /// Shows and sets how the site is paid
    Account(account::Account),
}

impl PlanCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::List(command) => command.run(session).await,
            Self::Create(command) => command.run(session).await,
            Self::Update(command) => command.run(session).await,
            Self::Account(command) => command.run(session).await,
        }
    }
}
