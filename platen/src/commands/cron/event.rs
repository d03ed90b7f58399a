//! `platen cron event …`.

mod delete;
mod list;
mod run;
mod schedule;

use clap::Subcommand;

use crate::session::Session;

/// Commands about cron events.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// Takes every event of hooks away
    Delete(delete::Delete),
    /// Lists the events of a site
    List(list::List),
    /// Runs events now
    Run(run::Run),
    /// Schedules an event
    Schedule(schedule::Schedule),
}

impl EventCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Delete(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Run(command) => command.run(session).await,
            Self::Schedule(command) => command.run(session).await,
        }
    }
}
