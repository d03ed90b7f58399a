//! `platen rewrite structure`.

use clap::Args;
use cms::settings::{self, PermalinkStructure};

use crate::session::Session;

/// Changes the permalink structure: the addresses of posts, and where those of categories and tags begin.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen rewrite structure '/%year%/%monthnum%/%postname%/' --tag-base=topics")]
pub struct Structure {
    /// Such as `/%postname%/`; empty for plain addresses
    #[arg(value_name = "PERMASTRUCT")]
    structure: String,
    /// Where categories' addresses begin
    #[arg(long = "category-base", value_name = "BASE")]
    category_base: Option<String>,
    /// Where tags' addresses begin
    #[arg(long = "tag-base", value_name = "BASE")]
    tag_base: Option<String>,
    /// Understood for WP-CLI's sake; there are no server rules to write
    #[arg(long)]
    hard: bool,
}

impl Structure {
    /// Changes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let new = PermalinkStructure {
            posts: Some(self.structure),
            category_base: self.category_base,
            tag_base: self.tag_base,
        };
        settings::set_permalink_structure(&site, &actor, new).await?;
        session.voice.success("Rewrite structure set.")
    }
}
