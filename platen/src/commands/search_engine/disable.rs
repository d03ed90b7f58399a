//! `platen search-engine disable`.

use clap::Args;
use cms::search_engines;

use crate::session::Session;

/// Tells an engine nothing more about a site.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen search-engine disable indexnow")]
pub struct Disable {
    /// indexnow or search-console
    #[arg(value_name = "ENGINE")]
    engine: String,
}

impl Disable {
    /// Takes it away.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let engine = super::named(&self.engine)?;
        search_engines::disable(&site, &actor, engine).await?;
        session.voice.success(&format!("Disabled {}.", engine.name()))
    }
}
