//! `platen cron …`.

mod event;
mod run;
mod schedule;
mod test;

use clap::Subcommand;

use crate::session::Session;

/// Commands about cron events.
#[derive(Debug, Subcommand)]
pub enum CronCommand {
    /// Lists, schedules, runs and deletes events
    #[command(subcommand)]
    Event(event::EventCommand),
    /// Tells what ran
    #[command(subcommand)]
    Run(run::RunCommand),
    /// Tells how events may repeat
    #[command(subcommand)]
    Schedule(schedule::ScheduleCommand),
    /// Tells whether the runners live
    Test(test::Test),
}

impl CronCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Event(command) => command.run(session).await,
            Self::Run(command) => command.run(session).await,
            Self::Schedule(command) => command.run(),
            Self::Test(command) => command.run(session).await,
        }
    }
}
