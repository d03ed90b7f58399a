//! `platen release build`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use staging::releases::{Description, Ingredients, Store, build};
use staging::seal::SigningKey;
use tokio::process::Command;

use super::frame;
use crate::command_line::GlobalOptions;
use crate::voice;

/// How long the program may take to tell what it brings.
const PATIENCE: Duration = Duration::from_secs(120);

/// Builds a release: the program, its themes, its files for browsers, `appspec.yml` and scripts in one archive that is
/// named by its digest. The same inputs make the same digest, anywhere and at any time.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen release build --output ./releases --key ./release.key\n  \
    platen release build --output s3://KEY:SECRET@s3.example.com/releases --binary target/release/platen")]
pub struct Build {
    /// Where it goes: a folder or s3://…
    #[arg(long, value_name = "PLACE")]
    output: String,
    /// The program; this one if left out
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// A folder with appspec.yml and what it names; the one that comes with Platen if left out
    #[arg(long, value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// A folder with themes beside those in the program
    #[arg(long, value_name = "DIR")]
    themes: Option<PathBuf>,
    /// The private key that signs it (`platen release key`)
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// A table or table.column that this release no longer reads or writes, so that the next may drop it
    #[arg(long = "no-longer-used", value_name = "NAME")]
    no_longer_used: Vec<String>,
    /// Print the digest alone
    #[arg(long)]
    porcelain: bool,
}

impl Build {
    /// Builds it.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let scratch = tempfile::tempdir()?;
        let binary = match &self.binary {
            Some(file) => file.canonicalize().with_context(|| format!("There is no program {}", file.display()))?,
            None => std::env::current_exe()?,
        };
        let contents = scratch.path().join("contents");
        let description = self.description(&binary, &contents).await?;
        let assets = Some(contents.join("assets")).filter(|folder| folder.is_dir());
        let own_frame = scratch.path().join("frame");
        if self.bundle.is_none() {
            frame::write(&own_frame)?;
        }
        let frame = self.bundle.clone().unwrap_or(own_frame);
        let ingredients = Ingredients { binary, frame, themes: self.themes.clone(), assets, description };
        let bundle = scratch.path().join("release");
        let (mut ticket, archive) = tokio::task::spawn_blocking(move || build(&ingredients, &bundle)).await??;
        if let Some(file) = &self.key {
            ticket.sign(&SigningKey::open(file)?)?;
        }
        Store::open(&self.output)?.put(&archive, &ticket).await?;
        if self.porcelain {
            return voice::print(&format!("{}\n", ticket.digest));
        }
        let signed =
            ticket.seal.map_or_else(|| "signed by nobody".to_owned(), |seal| format!("signed by {}", seal.key));
        global.voice().success(&format!("Release {} ({} bytes, {signed}).", ticket.digest, ticket.size))
    }

    /// The program tells it itself: it may be another version than this one.
    async fn description(&self, binary: &Path, contents: &Path) -> anyhow::Result<Description> {
        let mut command = Command::new(binary);
        command.args(["release", "contents", "--output"]).arg(contents).kill_on_drop(true);
        let output = tokio::time::timeout(PATIENCE, command.output()).await;
        let output = output.with_context(|| format!("{} took too long", binary.display()))??;
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("{} does not tell what it brings: {}", binary.display(), complaint.trim());
        }
        let text = std::fs::read(contents.join("description.json"))?;
        let mut description: Description = serde_json::from_slice(&text)?;
        description.no_longer_used.clone_from(&self.no_longer_used);
        description.no_longer_used.sort();
        Ok(description)
    }
}
