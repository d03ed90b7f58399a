//! `platen cron event cancel`.

use clap::Args;
use cms::cron;

use crate::session::Session;

/// Ends the runs of a hook that are in progress. One that repeats goes on with its next turn.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen cron event cancel my_hook")]
pub struct Cancel {
    /// The hook
    #[arg(value_name = "HOOK")]
    hook: String,
}

impl Cancel {
    /// Ends them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let cancelled = cron::cancel(&site, &actor, &self.hook).await?;
        session.voice.success(&format!("{cancelled} runs are being ended."))
    }
}
