//! `platen plan list`.

use clap::Args;
use cms::members;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists a site's plans.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen plan list --fields=id,slug,price")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let records = members::plans(&site, &actor).await?.into_iter().map(|row| {
            Record::new()
                .with("id", row.id)
                .with("slug", row.slug)
                .with("name", row.name)
                .with("price", members::shown_amount(row.amount, &row.currency))
                .with("every", row.every)
                .with("trial_days", row.trial_days)
                .with("payment", row.payment)
                .with("archived", row.archived)
        });
        self.listing.print(records.collect(), "id,slug,name,price,every,trial_days,payment,archived")
    }
}
