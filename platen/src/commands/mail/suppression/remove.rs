//! `platen mail suppression remove`.

use clap::Args;
use cms::letters;

use crate::session::Session;

/// Takes addresses off the list, with all that they unsubscribed from.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen mail suppression remove ann@example.com")]
pub struct Remove {
    /// Mail addresses
    #[arg(value_name = "ADDRESS", required = true)]
    addresses: Vec<String>,
}

impl Remove {
    /// Takes them off.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        for address in &self.addresses {
            letters::unsuppress(&site, &actor, address).await?;
        }
        session.voice.success(&format!("Removed {} of {} addresses.", self.addresses.len(), self.addresses.len()))
    }
}
