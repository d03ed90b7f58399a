//! `platen core version`.

use clap::Args;

use crate::voice;

/// Prints the version.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen core version")]
pub struct Version {}

impl Version {
    /// Prints it.
    pub fn run(self) -> anyhow::Result<()> {
        voice::print(concat!(env!("CARGO_PKG_VERSION"), "\n"))
    }
}
