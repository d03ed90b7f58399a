//! `platen cron event …`.

mod cancel;
mod chosen;
mod delete;
mod limit;
mod list;
mod pause;
mod retry;
mod run;
mod schedule;

use clap::Subcommand;

use crate::session::Session;

/// Commands about cron events.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// Ends runs in progress
    Cancel(cancel::Cancel),
    /// Takes every event of hooks away
    #[command(alias = "unschedule")]
    Delete(delete::Delete),
    /// Limits how many run at once and in a minute
    Limit(limit::Limit),
    /// Lists the events of a site
    List(list::List),
    /// Lets no more events begin
    Pause(pause::Pause),
    /// Takes a pause back
    Resume(pause::Resume),
    /// Gives given-up events another chance
    Retry(retry::Retry),
    /// Runs events now
    Run(run::Run),
    /// Schedules an event
    Schedule(Box<schedule::Schedule>),
}

impl EventCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Cancel(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Limit(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Pause(command) => command.run(session).await,
            Self::Resume(command) => command.run(session).await,
            Self::Retry(command) => command.run(session).await,
            Self::Run(command) => command.run(session).await,
            Self::Schedule(command) => command.run(session).await,
        }
    }
}
