//! `platen search-engine tell`.

use clap::Args;
use cms::search_engines;

use crate::session::Session;

/// Tells the engines now what changed on a site, without waiting for its event.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen search-engine tell --url=https://example.com")]
pub struct Tell {}

impl Tell {
    /// Tells them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let told = search_engines::tell(&site, &actor).await?;
        anyhow::ensure!(told.refused.is_empty(), "{}", told.refused.join(" "));
        session.voice.success(&format!("Told {} addresses.", told.addresses))
    }
}
