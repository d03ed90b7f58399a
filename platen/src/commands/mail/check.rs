//! `platen mail check`.

use clap::Args;
use cms::letters;
use serde_json::Value;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Asks the name server whether others will believe that a site's letters are its own: SPF, DKIM and DMARC, with the
/// exact records to enter. Ends with code 1 while one is not as it should be.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen mail check --format=json --url=https://example.com")]
pub struct Check {
    #[command(flatten)]
    listing: Listing,
}

impl Check {
    /// Prints what was found.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let check = letters::check_domain(&site, &actor).await?;
        let is_good = check.is_good();
        let records = check.records.into_iter().map(|record| {
            Record::new()
                .with("record", record.what)
                .with("found", serde_json::to_value(record.found).unwrap_or(Value::Null))
                .with("name", record.name)
                .with("type", record.kind)
                .with("enter", record.value)
                .with("current", record.current)
                .with("note", record.note)
        });
        self.listing.print(records.collect(), "record,found,name,type,enter,note")?;
        anyhow::ensure!(is_good, "Letters of {} may be taken for forged.", check.domain);
        Ok(())
    }
}
