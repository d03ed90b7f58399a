//! `platen release list`.

use std::collections::BTreeMap;

use clap::Args;
use staging::releases::Store;
use staging::rollout;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the releases that were rolled out once, the newest first, then those that lie in a folder unused.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen release list --format=json")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let mut installed: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for agent in rollout::agents(&session.host, None).await? {
            installed.entry(agent.release).or_default().push(agent.name);
        }
        let known = rollout::known_releases(&session.host).await?;
        let hosts = |digest: &str| installed.get(digest).map(|hosts| hosts.join(" ")).unwrap_or_default();
        let mut records: Vec<Record> = Vec::new();
        for release in &known {
            records.push(
                Record::new()
                    .with("digest", release.digest.clone())
                    .with("version", release.version.clone())
                    .with("size", release.size)
                    .with("signed_by", release.key.clone())
                    .with("hosts", hosts(&release.digest))
                    .with("created", release.created.to_string()),
            );
        }
        if let Some(store) = &session.host.config().release_store {
            let store = Store::open(store)?;
            for digest in
                store.listed()?.into_iter().filter(|digest| known.iter().all(|known| known.digest != digest.as_str()))
            {
                let ticket = store.ticket(&digest).await?;
                let key = ticket.seal.map(|seal| seal.key).unwrap_or_default();
                records.push(
                    Record::new()
                        .with("digest", digest.to_string())
                        .with("version", ticket.description.version)
                        .with("size", ticket.size)
                        .with("signed_by", key)
                        .with("hosts", "")
                        .with("created", ""),
                );
            }
        }
        self.listing.print(records, "digest,version,size,hosts,created")
    }
}
