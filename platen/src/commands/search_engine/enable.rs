//! `platen search-engine enable`.

use clap::Args;
use cms::search_engines;

use crate::session::Session;

/// Has an engine told what changes on a site: `indexnow` gets a key of its own, `search-console` needs a property.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen search-engine enable indexnow\n  \
    platen search-engine enable search-console --property=sc-domain:example.com")]
pub struct Enable {
    /// indexnow or search-console
    #[arg(value_name = "ENGINE")]
    engine: String,
    /// The property in Search Console: https://example.com/ or sc-domain:example.com
    #[arg(long, value_name = "PROPERTY")]
    property: Option<String>,
}

impl Enable {
    /// Sets it up.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let engine = super::named(&self.engine)?;
        search_engines::enable(&site, &actor, engine, self.property.as_deref()).await?;
        session.voice.success(&format!("Enabled {}.", engine.name()))
    }
}
