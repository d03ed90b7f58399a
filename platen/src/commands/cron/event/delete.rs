//! `platen cron event delete`.

use anyhow::bail;
use clap::Args;
use cms::cron;

use crate::session::Session;

/// Takes every event of hooks away.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen cron event delete my_hook")]
pub struct Delete {
    /// The hooks
    #[arg(value_name = "HOOK", required = true)]
    hooks: Vec<String>,
}

impl Delete {
    /// Takes them away.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut total = 0;
        for hook in &self.hooks {
            total += cron::unschedule_hook(&site, &actor, hook).await?;
        }
        if total == 0 {
            bail!("Invalid cron event '{}'.", self.hooks.join("', '"));
        }
        let events = if total == 1 { "event" } else { "events" };
        session.voice.success(&format!("Deleted a total of {total} cron {events}."))
    }
}
