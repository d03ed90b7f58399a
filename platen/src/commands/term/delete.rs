//! `platen term delete`.

use clap::Args;
use cms::terms;

use super::record::{self, By};
use crate::failure::AlreadyTold;
use crate::session::Session;

/// Deletes terms. Posts that lose their last category get the default one.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen term delete post_tag 3 4")]
pub struct Delete {
    /// The taxonomy
    #[arg(value_name = "TAXONOMY")]
    taxonomy: String,
    /// The terms
    #[arg(value_name = "TERM", required = true)]
    terms: Vec<String>,
    /// What the terms are named by
    #[arg(long, value_enum, default_value = "id")]
    by: By,
}

impl Delete {
    /// Deletes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut failed = false;
        for name in &self.terms {
            let deleted = async {
                let term = record::named(&site, &self.taxonomy, name, self.by).await?;
                anyhow::Ok(terms::delete(&site, &actor, &self.taxonomy, term.id).await?)
            };
            match deleted.await {
                Ok(term) => session.voice.success(&format!("Deleted {} {}.", self.taxonomy, term.id))?,
                Err(error) => {
                    session.voice.warning(&format!("{} {name}: {error}", self.taxonomy));
                    failed = true;
                }
            }
        }
        if failed { Err(AlreadyTold.into()) } else { Ok(()) }
    }
}
