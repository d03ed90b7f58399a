//! `platen mail suppression list`.

use clap::Args;
use cms::letters;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists who gets no letters of a site, the newest entries first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen mail suppression list --fields=address,reason --format=csv")]
pub struct List {
    /// At most this many
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    number: u64,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let rows = letters::suppressions(&site, &actor, 0, self.number).await?;
        let records = rows.into_iter().map(|row| {
            Record::new()
                .with("address", row.address)
                .with("reason", row.reason)
                .with("kind", row.scope)
                .with("note", row.note)
                .with("created", row.created.to_string())
        });
        self.listing.print(records.collect(), "address,reason,kind,note,created")
    }
}
