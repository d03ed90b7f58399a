//! `platen post meta list`.

use clap::Args;
use cms::posts;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the values of a post.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post meta list 12 --format=json")]
pub struct List {
    /// The post's number
    #[arg(value_name = "ID")]
    id: i64,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let values = posts::meta_of(&session.site().await?, self.id).await?;
        let record = |(key, value): (String, String)| {
            Record::new().with("post_id", self.id).with("meta_key", key).with("meta_value", value)
        };
        let records = values.into_iter().map(record).collect();
        self.listing.print(records, "post_id,meta_key,meta_value")
    }
}
