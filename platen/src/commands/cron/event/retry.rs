//! `platen cron event retry`.

use clap::Args;
use cms::cron;

use crate::session::Session;

/// Gives events another chance that were given up, are held for a person, or had an unknown hook.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event retry my_hook\n  platen cron event retry --all")]
pub struct Retry {
    /// The hook
    #[arg(value_name = "HOOK", required_unless_present = "all")]
    hook: Option<String>,
    /// All of the site
    #[arg(long, conflicts_with = "hook")]
    all: bool,
}

impl Retry {
    /// Has them run again.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let retried = cron::retry(&site, &actor, self.hook.as_deref()).await?;
        session.voice.success(&format!("{retried} cron events wait to be run again."))
    }
}
