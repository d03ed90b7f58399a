//! `platen term list`.

use anyhow::bail;
use clap::Args;
use cms::terms;

use super::record;
use crate::output::Listing;
use crate::session::Session;

/// Lists the terms of taxonomies.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen term list category post_tag --fields=term_id,name,count")]
pub struct List {
    /// The taxonomies
    #[arg(value_name = "TAXONOMY", required = true)]
    taxonomies: Vec<String>,
    /// Only the term with this slug
    #[arg(long)]
    slug: Option<String>,
    /// Only terms below this one
    #[arg(long, value_name = "ID")]
    parent: Option<i64>,
    /// Leave out terms that no published post has
    #[arg(long = "hide_empty")]
    hide_empty: bool,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let mut found = Vec::new();
        for taxonomy in &self.taxonomies {
            if terms::taxonomy_named(site.settings(), taxonomy).is_none() {
                bail!("Taxonomy {taxonomy} doesn't exist.");
            }
            found.extend(terms::of_taxonomy(&site, taxonomy).await?);
        }
        found.retain(|term| {
            self.slug.as_ref().is_none_or(|slug| *slug == term.slug)
                && self.parent.is_none_or(|parent| parent == term.parent_id)
                && (!self.hide_empty || term.count > 0)
        });
        let records = record::of(&site, &found).await?;
        self.listing.print(records, "term_id,term_taxonomy_id,name,slug,description,parent,count")
    }
}
