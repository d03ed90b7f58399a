//! `platen cron event run`.

use std::time::Instant;

use anyhow::bail;
use clap::Args;
use cms::cron;

use crate::failure::AlreadyTold;
use crate::session::Session;

/// Runs events now, here and not in the host's own runner. What that one has in hand is left to it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event run --due-now\n  platen cron event run wp_scheduled_delete")]
pub struct Run {
    /// The hooks
    #[arg(value_name = "HOOK", required_unless_present_any = ["due_now", "all"])]
    hooks: Vec<String>,
    /// Every event that is due
    #[arg(long = "due-now")]
    due_now: bool,
    /// Every event
    #[arg(long, conflicts_with = "due_now")]
    all: bool,
}

impl Run {
    /// Runs them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let now = session.host.now();
        let events = cron::events(&site).await?;
        if let Some(unknown) = self.hooks.iter().find(|hook| !events.iter().any(|event| event.hook == **hook)) {
            bail!("Invalid cron event '{unknown}'.");
        }
        let is_wanted = |event: &&cron::CronEvent| {
            self.all || self.due_now && event.next_run <= now || self.hooks.contains(&event.hook)
        };
        let wanted: Vec<i64> = events.iter().filter(is_wanted).map(|event| event.id).collect();
        let claims = if wanted.is_empty() { Vec::new() } else { cron::claim_these(&site, &wanted).await? };
        let mut failed = false;
        for claim in &claims {
            let start = Instant::now();
            let ran = worker::run_claim(&session.host, claim).await;
            let (hook, seconds) = (&claim.event.hook, start.elapsed().as_secs_f64());
            match ran {
                Ok(()) => session.voice.tell(&format!("Executed the cron event '{hook}' in {seconds:.3}s."))?,
                Err(error) => {
                    session.voice.warning(&format!("The cron event '{hook}' failed: {error}"));
                    failed = true;
                }
            }
        }
        if failed {
            return Err(AlreadyTold.into());
        }
        let word = if claims.len() == 1 { "event" } else { "events" };
        session.voice.success(&format!("Executed a total of {} cron {word}.", claims.len()))
    }
}
