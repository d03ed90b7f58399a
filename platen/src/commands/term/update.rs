//! `platen term update`.

use clap::Args;
use cms::terms::{self, TermFields};

use super::record::{self, By};
use crate::session::Session;

/// Changes a term. What is not named stays.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen term update category 15 --name=Apples")]
pub struct Update {
    /// The taxonomy
    #[arg(value_name = "TAXONOMY")]
    taxonomy: String,
    /// The term
    #[arg(value_name = "TERM")]
    term: String,
    /// What the term is named by
    #[arg(long, value_enum, default_value = "id")]
    by: By,
    /// Name
    #[arg(long)]
    name: Option<String>,
    /// Part of the address
    #[arg(long)]
    slug: Option<String>,
    /// Description
    #[arg(long)]
    description: Option<String>,
    /// The parent's number
    #[arg(long, value_name = "ID")]
    parent: Option<i64>,
}

impl Update {
    /// Changes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let term = record::named(&site, &self.taxonomy, &self.term, self.by).await?;
        let fields = TermFields {
            name: self.name,
            slug: self.slug,
            description: self.description,
            parent_id: self.parent,
            ..TermFields::default()
        };
        terms::update(&site, &actor, &self.taxonomy, term.id, fields).await?;
        session.voice.success("Term updated.")
    }
}
