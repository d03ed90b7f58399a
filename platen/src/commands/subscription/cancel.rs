//! `platen subscription cancel`.

use clap::Args;
use cms::members;

use crate::session::Session;

/// Cancels a subscription at the end of its period.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen subscription cancel 12 --now")]
pub struct Cancel {
    /// Its number
    #[arg(value_name = "ID")]
    id: i64,
    /// At once; nothing is given back by that
    #[arg(long)]
    now: bool,
}

impl Cancel {
    /// Cancels it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let cancelled = members::cancel(&site, &actor, self.id, self.now).await?;
        match cancelled.period_end.filter(|_| cancelled.ended.is_none()) {
            Some(end) => session.voice.success(&format!("Subscription {} ends on {end}.", self.id)),
            None => session.voice.success(&format!("Subscription {} has ended.", self.id)),
        }
    }
}
