//! `platen staging rollback`.

use clap::Args;
use staging::promote;

use crate::confirmation::confirm;
use crate::session::Session;

/// Takes a promotion back: what it changed is as before, and what visitors wrote since stays.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen staging rollback 3 --yes")]
pub struct Rollback {
    /// The promotion's number; the last one if left out
    #[arg(value_name = "PROMOTION")]
    id: Option<i64>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Rollback {
    /// Takes it back.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let which = self.id.map_or("the last promotion".to_owned(), |id| format!("promotion {id}"));
        confirm(&format!("Take {which} of {} back?", site.url()), self.yes)?;
        let promotion = promote::rollback(&site, &actor, self.id).await?;
        if !promotion.told.is_empty() {
            session.voice.tell(&promotion.told)?;
        }
        session.voice.success(&format!("Promotion {} was taken back.", promotion.id))
    }
}
