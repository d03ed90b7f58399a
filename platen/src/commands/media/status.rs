//! `platen media status`.

use clap::Args;
use cms::library::{self, BucketStanding};

use crate::output::{Listing, Record};
use crate::session::Session;

/// Tells what waits for each bucket: how many of the site's files, for how many seconds, and what is wrong with the bucket.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen media status --format=json")]
pub struct Status {
    #[command(flatten)]
    listing: Listing,
}

impl Status {
    /// Prints a line for each bucket.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let standing = library::standing(&site, &actor).await?;
        let records = standing.buckets.into_iter().map(record);
        self.listing.print(records.collect(), "bucket,waiting,seconds,trouble")
    }
}

fn record(bucket: BucketStanding) -> Record {
    Record::new()
        .with("bucket", bucket.place.name())
        .with("waiting", bucket.files)
        .with("seconds", bucket.seconds)
        .with("trouble", bucket.trouble.unwrap_or_default())
}
