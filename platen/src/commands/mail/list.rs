//! `platen mail list`.

use clap::Args;
use cms::letters;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists a site's letters, the newest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen mail list --state=failed --fields=id,recipient,error")]
pub struct List {
    /// Only those that are queued, sending, sent, failed, unknown or suppressed
    #[arg(long)]
    state: Option<String>,
    /// At most this many
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    number: u64,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let rows = letters::list(&site, &actor, self.state.as_deref(), self.number).await?;
        let records = rows.into_iter().map(|row| {
            Record::new()
                .with("id", row.id)
                .with("kind", row.kind)
                .with("recipient", row.recipient)
                .with("subject", row.subject)
                .with("state", row.state)
                .with("attempts", row.attempts)
                .with("created", row.created.to_string())
                .with("sent", row.sent.map(|time| time.to_string()))
                .with("delivery", row.delivery)
                .with("delivery_note", row.delivery_note)
                .with("error", row.error)
        });
        self.listing.print(records.collect(), "id,kind,recipient,subject,state,delivery,attempts,created,error")
    }
}
