//! `platen worker health`.

use std::time::Duration;

use anyhow::bail;
use clap::Args;
use cms::cron;

use crate::session::Session;

/// Tells whether events run: succeeds while a runner says that it lives, and nothing has waited too long.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen worker health\n  platen worker health --most-late=60")]
pub struct Health {
    /// For how many seconds a due event may wait
    #[arg(long, value_name = "SECONDS", default_value_t = 180)]
    most_late: u64,
}

impl Health {
    /// Looks.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let health = cron::health(&session.host, Duration::from_secs(self.most_late)).await?;
        if let Some(trouble) = health.trouble {
            bail!("{trouble}");
        }
        let figures = health.figures;
        let (runners, due) = (figures.runners, figures.due);
        session.voice.success(&format!("Events run: {runners} runners live, {due} events are due."))
    }
}
