//! `platen member delete`.

use clap::Args;
use cms::members;

use crate::confirmation::confirm;
use crate::session::Session;

/// Removes a member with all personal data. Invoices stay, without a name.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen member delete ann@example.org --yes")]
pub struct Delete {
    /// Mail address
    email: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Delete {
    /// Asks, then removes.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let member = members::by_email(&site, &actor, &self.email).await?;
        confirm(&format!("Are you sure you want to remove {}?", member.email), self.yes)?;
        members::remove(&site, &actor, member.id).await?;
        session.voice.success(&format!("Removed member {}.", member.id))
    }
}
