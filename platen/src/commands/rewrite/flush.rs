//! `platen rewrite flush`.

use clap::Args;
use cms::{CacheTag, Change};

use crate::session::Session;

/// Makes every page of the site stale, so that its addresses are made anew. There is no table of rules to rebuild.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen rewrite flush")]
pub struct Flush {
    /// Understood for WP-CLI's sake; there are no server rules to write
    #[arg(long)]
    hard: bool,
}

impl Flush {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let mut change = Change::begin(&session.site().await?).await?;
        change.makes_stale(CacheTag::Site);
        change.commit().await?;
        session.voice.success("Rewrite rules flushed.")
    }
}
