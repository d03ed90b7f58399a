//! `platen member list`.

use clap::Args;
use cms::members;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists a site's members in the order in which they came.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen member list --search=example.org --format=csv")]
pub struct List {
    /// Only addresses that hold this
    #[arg(long, default_value = "")]
    search: String,
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
        let (rows, _) = members::list(&site, &actor, &self.search, 0, self.number).await?;
        let records = rows.into_iter().map(|row| {
            Record::new()
                .with("id", row.id)
                .with("email", row.email)
                .with("name", row.name)
                .with("newsletter", row.newsletter)
                .with("created", row.created.to_string())
        });
        self.listing.print(records.collect(), "id,email,name,newsletter,created")
    }
}
