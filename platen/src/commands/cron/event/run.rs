//! `platen cron event run`.

use clap::Args;
use cms::cron;
use worker::{Hooks, Ran, run_now};

use super::chosen::Chosen;
use crate::failure::AlreadyTold;
use crate::session::Session;

/// Runs events now, here and not in the host's own runner. What that one has in hand is left to it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event run --due-now\n  platen cron event run wp_scheduled_delete")]
pub struct Run {
    #[command(flatten)]
    chosen: Chosen,
}

impl Run {
    /// Runs them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let chosen = self.chosen.of(cron::events(&site).await?, cron::now(&session.host).await?)?;
        let ids: Vec<i64> = chosen.iter().map(|event| event.id).collect();
        let ran = if ids.is_empty() { Vec::new() } else { run_now(&site, &Hooks::standard(), &ids).await? };
        for one in &ran {
            tell(session, one)?;
        }
        if ran.iter().any(|one| one.error.is_some()) {
            return Err(AlreadyTold.into());
        }
        let word = if ran.len() == 1 { "event" } else { "events" };
        session.voice.success(&format!("Executed a total of {} cron {word}.", ran.len()))
    }
}

fn tell(session: &Session, Ran { hook, took, error }: &Ran) -> anyhow::Result<()> {
    match error {
        None => session.voice.tell(&format!("Executed the cron event '{hook}' in {:.3}s.", took.as_secs_f64())),
        Some(error) => {
            session.voice.warning(&format!("The cron event '{hook}' failed: {error}"));
            Ok(())
        }
    }
}
