//! `platen release rollback`.

use clap::Args;
use staging::rollout;

use super::watch;
use crate::session::Session;

/// Brings back the release that was there before the group's last successful rollout. With a rollout in progress, it is
/// that one which is stopped and undone. Migrations stay; the release before works on them.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen release rollback --group=web")]
pub struct Rollback {
    /// The deployment group
    #[arg(long, default_value = "web")]
    group: String,
    /// Begin it and end at once
    #[arg(long)]
    no_wait: bool,
}

impl Rollback {
    /// Brings it back.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        if let Some(stopped) = rollout::stop(&session.host, &self.group, "stopped by hand").await? {
            session.voice.tell(&format!("Rollout {stopped} is stopped; what it changed is undone."))?;
            let newest = rollout::rollouts(&session.host, Some(&self.group), 1).await?.into_iter().next();
            let back = newest.filter(|rollout| rollout.undoes == Some(stopped));
            return match back {
                Some(back) if !self.no_wait => watch::follow(session, back.id).await,
                _ => session.voice.success("Nothing else is to be done."),
            };
        }
        let id = rollout::roll_back(&session.host, &self.group).await?;
        if self.no_wait { Ok(()) } else { watch::follow(session, id).await }
    }
}
