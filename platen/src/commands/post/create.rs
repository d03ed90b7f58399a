//! `platen post create`.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use cms::posts;

use super::edits::Edits;
use crate::session::Session;
use crate::voice;

/// Makes a post: a draft, unless --post_status says otherwise.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  platen post create --post_title=\"A day out\" --post_status=publish ./day-out.html\n  \
    platen post create --post_type=page --post_title=About --post_content=\"<p>Us.</p>\" --porcelain"
)]
pub struct Create {
    /// post, page, or another type of the site
    #[arg(long = "post_type", value_name = "TYPE", default_value = "post")]
    post_type: String,
    #[command(flatten)]
    edits: Edits,
    /// Read the content from this file, `-` for standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Print only the new post's number
    #[arg(long)]
    porcelain: bool,
}

impl Create {
    /// Makes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut fields = self.edits.fields(&site, &actor).await?;
        if let Some(file) = &self.file {
            fields.content = Some(text_of(file)?);
        }
        let post = posts::create(&site, &actor, &self.post_type, fields).await?;
        if self.porcelain {
            return voice::print(&format!("{}\n", post.id));
        }
        session.voice.success(&format!("Created post {}.", post.id))
    }
}

fn text_of(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).with_context(|| format!("Unable to read content from '{}'", file.display()))
}
