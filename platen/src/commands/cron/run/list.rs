//! `platen cron run list`.

use clap::Args;
use cms::cron;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists what ran on a site and what became of it, the newest first.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  platen cron run list --hook=publish_future_post --fields=scheduled_for,state,error"
)]
pub struct List {
    /// Only runs of this hook
    #[arg(long)]
    hook: Option<String>,
    /// At most this many
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    number: u64,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let time = |time: Option<chrono::NaiveDateTime>| time.map(|time| time.to_string());
        let record = |run: cron::CronRun| {
            Record::new()
                .with("run_id", run.id)
                .with("hook", run.hook)
                .with("args", run.args)
                .with("scheduled_for", run.scheduled_for.to_string())
                .with("state", run.state)
                .with("attempt", run.attempt)
                .with("runner", run.runner)
                .with("started", time(run.started))
                .with("ended", time(run.ended))
                .with("output", run.output)
                .with("error", run.error)
        };
        let runs = cron::history(&site, self.hook.as_deref(), self.number).await?;
        self.listing.print(runs.into_iter().map(record).collect(), "run_id,hook,args,scheduled_for,state,attempt,error")
    }
}
