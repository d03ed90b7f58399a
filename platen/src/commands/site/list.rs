//! `platen site list`.

use clap::Args;
use cms::sites;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the sites of the host. Deleted ones are there until the time of the field `gone`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site list --field=url")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let day = |time: Option<chrono::NaiveDateTime>| time.map(|time| time.to_string()).unwrap_or_default();
        let record = |site: sites::SiteRecord| {
            let gone = day(sites::gone_at(&session.host, &site));
            Record::new()
                .with("blog_id", site.id)
                .with("url", format!("{}/", site.url))
                .with("registered", site.created_at.to_string())
                .with("status", site.status)
                .with("plan", site.plan)
                .with("gone", gone)
        };
        let records = sites::with_deleted(&session.host).await?.into_iter().map(record).collect();
        self.listing.print(records, "blog_id,url,registered")
    }
}
