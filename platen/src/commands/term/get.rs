//! `platen term get`.

use clap::Args;

use super::record::{self, By};
use crate::output::OneThing;
use crate::session::Session;

/// Prints one term.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen term get category news --by=slug --field=count")]
pub struct Get {
    /// The taxonomy
    #[arg(value_name = "TAXONOMY")]
    taxonomy: String,
    /// The term
    #[arg(value_name = "TERM")]
    term: String,
    /// What the term is named by
    #[arg(long, value_enum, default_value = "id")]
    by: By,
    #[command(flatten)]
    thing: OneThing,
}

impl Get {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let term = record::named(&site, &self.taxonomy, &self.term, self.by).await?;
        for record in record::of(&site, &[term]).await? {
            self.thing.print(record)?;
        }
        Ok(())
    }
}
