//! `platen staging status`.

use clap::Args;
use staging::promote;

use crate::session::Session;

/// Ends promotions that were cut off in the middle, and tells whether production is as before or as promised.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen staging status")]
pub struct Status {}

impl Status {
    /// Ends and tells.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        for ended in promote::recover(&site, &actor).await? {
            session.voice.tell(&format!("Promotion {}: {}", ended.promotion, ended.told))?;
        }
        let last = promote::log(&site, &actor).await?.into_iter().next();
        match last {
            Some(last) => session.voice.success(&format!("The last promotion, {}, is {}.", last.id, last.state)),
            None => session.voice.success("Nothing was ever promoted."),
        }
    }
}
