//! `platen subscription pay`.

use clap::Args;
use cms::members;

use crate::session::Session;

/// Notes that an invoice was paid by transfer.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen subscription pay 12")]
pub struct Pay {
    /// The invoice's number on the host, the first column of the list
    #[arg(value_name = "ID")]
    id: i64,
}

impl Pay {
    /// Notes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let paid = members::mark_paid(&site, &actor, self.id).await?;
        session.voice.success(&format!("Invoice {} is paid.", paid.number))
    }
}
