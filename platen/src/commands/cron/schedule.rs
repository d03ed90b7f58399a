//! `platen cron schedule …`.

mod list;

use clap::Subcommand;

/// Commands about how events may repeat.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Lists the schedules
    List(list::List),
}

impl ScheduleCommand {
    /// Does it.
    pub fn run(self) -> anyhow::Result<()> {
        match self {
            Self::List(command) => command.run(),
        }
    }
}
