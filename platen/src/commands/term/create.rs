//! `platen term create`.

use clap::Args;
use cms::terms::{self, TermFields};

use crate::session::Session;
use crate::voice;

/// Makes a term.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen term create category News --description=\"What is new\" --porcelain")]
pub struct Create {
    /// The taxonomy
    #[arg(value_name = "TAXONOMY")]
    taxonomy: String,
    /// The name
    #[arg(value_name = "NAME")]
    name: String,
    /// Part of the address; made from the name if left out
    #[arg(long)]
    slug: Option<String>,
    /// Description
    #[arg(long)]
    description: Option<String>,
    /// The parent's number
    #[arg(long, value_name = "ID")]
    parent: Option<i64>,
    /// Print only the new term's number
    #[arg(long)]
    porcelain: bool,
}

impl Create {
    /// Makes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let fields = TermFields {
            name: Some(self.name),
            slug: self.slug,
            description: self.description,
            parent_id: self.parent,
            ..TermFields::default()
        };
        let term = terms::create(&site, &actor, &self.taxonomy, fields).await?;
        if self.porcelain {
            return voice::print(&format!("{}\n", term.id));
        }
        session.voice.success(&format!("Created {} {}.", term.taxonomy, term.id))
    }
}
