//! `platen media image-size`.

use clap::Args;
use cms::library;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the sizes that images are made in: WordPress's and the theme's.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen media image-size --format=json")]
pub struct ImageSize {
    #[command(flatten)]
    listing: Listing,
}

impl ImageSize {
    /// Prints them, the largest first.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let mut sizes = library::registered_sizes(&site);
        sizes.sort_by_key(|size| std::cmp::Reverse((size.width, size.height)));
        let records = sizes.into_iter().map(|size| {
            Record::new()
                .with("name", size.name)
                .with("width", size.width)
                .with("height", size.height)
                .with("crop", if size.crop { "hard" } else { "soft" })
                .with("ratio", "")
        });
        self.listing.print(records.collect(), "name,width,height,crop")
    }
}
