//! `platen worker`.

mod health;
mod top;

use clap::{Args, Subcommand};
use cms::Host;

use crate::command_line::GlobalOptions;
use crate::instance;
use crate::session::Session;

/// Runs due cron events: one runner of as many as you like. SIGTERM ends it when the runs in progress are finished.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  DATABASE_URL=postgres://platen@db/platen platen worker\n  platen worker top")]
pub struct Worker {
    #[command(subcommand)]
    command: Option<WorkerCommand>,
    /// Events that run at once; the setting cron_slots if left out
    #[arg(long, value_name = "NUMBER")]
    slots: Option<usize>,
}

#[derive(Debug, Subcommand)]
enum WorkerCommand {
    /// Tells whether events run
    Health(health::Health),
    /// Shows what the runners do
    Top(top::Top),
}

impl Worker {
    /// Runs them until it is asked to stop.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        match self.command {
            Some(WorkerCommand::Health(health)) => return health.run(&Session::open(global).await?).await,
            Some(WorkerCommand::Top(top)) => return top.run(&Session::open(global).await?).await,
            None => {}
        }
        let mut config = instance::configuration(global, None)?;
        config.cron_slots = self.slots.unwrap_or(config.cron_slots);
        let host: Host = instance::open(config).await?;
        let way_out = worker::transport(&host)?;
        let letters = worker::deliver_letters(host.clone(), way_out, instance::asked_to_stop());
        // Both listen before either begins.
        let runner = worker::run(host, instance::asked_to_stop());
        tokio::join!(runner, letters);
        Ok(())
    }
}
