//! `platen member export`.

use clap::Args;
use cms::members;

use crate::session::Session;
use crate::voice::print;

/// Prints all that is kept of a member, as JSON.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen member export ann@example.org > ann.json")]
pub struct Export {
    /// Mail address
    email: String,
}

impl Export {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let member = members::by_email(&site, &actor, &self.email).await?;
        let data = members::export(&site, &actor, member.id).await?;
        print(&format!("{data:#}\n"))
    }
}
