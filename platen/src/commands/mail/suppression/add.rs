//! `platen mail suppression add`.

use clap::Args;
use cms::letters;

use crate::session::Session;

/// Puts addresses on the list of those that the site sends nothing to.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen mail suppression add ann@example.com --note=\"asked for it by telephone\"")]
pub struct Add {
    /// Mail addresses
    #[arg(value_name = "ADDRESS", required = true)]
    addresses: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

impl Add {
    /// Enters them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        for address in &self.addresses {
            letters::suppress(&site, &actor, address, &self.note).await?;
        }
        session.voice.success(&format!("Suppressed {} of {} addresses.", self.addresses.len(), self.addresses.len()))
    }
}
