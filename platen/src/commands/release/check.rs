//! `platen release check`.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use staging::appspec;
use staging::releases::{Digest, digest_of_tree, unpack, verify_file};

use crate::command_line::GlobalOptions;

/// Reads a bundle, a folder or an archive, as the agent would: its paths, its links, its `appspec.yml`, and for an
/// archive that is named by its digest every byte.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen release check ./releases/0a1b….tar")]
pub struct Check {
    /// The folder or the archive
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,
}

impl Check {
    /// Reads it.
    pub fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let scratch = tempfile::tempdir()?;
        let mut folder = self.bundle.clone();
        if !self.bundle.is_dir() {
            let name = self.bundle.file_stem().and_then(|name| name.to_str()).context("The archive has no name.")?;
            if let Ok(digest) = name.parse::<Digest>() {
                verify_file(&self.bundle, &digest)?;
            }
            folder = scratch.path().join("bundle");
            unpack(&self.bundle, &folder)?;
        }
        let spec = appspec::of_bundle(&folder)?;
        let scripts: usize = spec.hooks.values().map(Vec::len).sum();
        let digest = digest_of_tree(&folder)?;
        global.voice().success(&format!("Release {digest}: {scripts} scripts, {} file rules.", spec.files.len()))
    }
}
