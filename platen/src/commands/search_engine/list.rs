//! `platen search-engine list`.

use clap::Args;
use cms::search_engines;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the search engines and how telling them goes.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen search-engine list --fields=engine,told,note")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let rows = search_engines::list(&site, &actor).await?;
        let records = rows.into_iter().map(|row| {
            let note = if row.silent.is_empty() { row.note } else { row.silent.to_owned() };
            Record::new()
                .with("engine", row.engine.name())
                .with("status", if row.set_to.is_empty() { "disabled" } else { "enabled" })
                .with("set_to", row.set_to)
                .with("told", row.told.map(|time| time.to_string()))
                .with("addresses", row.addresses)
                .with("waiting", row.waiting)
                .with("note", note)
        });
        self.listing.print(records.collect(), "engine,status,set_to,told,addresses,waiting,note")
    }
}
