//! `platen subscription refund`.

use clap::Args;
use cms::members;

use crate::session::Session;

/// Has an invoice, or a part of it, given back. The runner does it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen subscription refund 12 --amount=250")]
pub struct Refund {
    /// The invoice's number on the host, the first column of the list
    #[arg(value_name = "ID")]
    id: i64,
    /// In the currency's smallest unit; all of it if left out
    #[arg(long)]
    amount: Option<i64>,
}

impl Refund {
    /// Asks for it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let refund = members::refund(&site, &actor, self.id, self.amount).await?;
        session.voice.success(&format!("Refund {} is on its way.", refund.id))
    }
}
