//! `platen env list`.

use clap::Args;
use cms::Actor;
use staging::environments;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the environments, a line for each site in them.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen env list --format=json")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let mut records = Vec::new();
        for listed in environments::list(&session.host, &Actor::System).await? {
            let environment = || {
                Record::new()
                    .with("name", listed.environment.name.clone())
                    .with("folder", listed.environment.folder.clone())
            };
            if listed.sites.is_empty() {
                let empty = environment().with("site_id", 0).with("url", "").with("state", "empty");
                records.push(empty.with("cloned", ""));
            }
            for site in listed.sites {
                let cloned = site.cloned.map(|at| at.to_string()).unwrap_or_default();
                let record = environment().with("site_id", site.site_id).with("url", site.url);
                records.push(record.with("state", site.state).with("cloned", cloned));
            }
        }
        self.listing.print(records, "name,site_id,url,state,cloned")
    }
}
