//! `platen worker`.

use clap::Args;

use crate::command_line::GlobalOptions;
use crate::instance;

/// Runs due cron events: one runner of as many as you like. SIGTERM ends it when the runs in progress are finished.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  DATABASE_URL=postgres://platen@db/platen platen worker")]
pub struct Worker {}

impl Worker {
    /// Runs them until it is asked to stop.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let host = instance::open(instance::configuration(global, None)?).await?;
        worker::run(host, instance::asked_to_stop()).await;
        Ok(())
    }
}
