//! `platen release key` and `platen staging key`.

use std::path::PathBuf;

use clap::Args;
use staging::seal::SigningKey;

use crate::voice::Voice;

/// Makes a key that signs releases and sealed manifests, in a file that its owner alone may read, and prints its public
/// half for the setting trusted_keys; for a file that is there, prints its public half again. To rotate: make a new key,
/// trust both, sign with the new one, then trust it alone.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen release key ./release.key\n  platen staging key ./staging.key")]
pub struct Key {
    /// Where the private key stands, or is to stand
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Key {
    /// Makes or reads it.
    pub fn run(self, voice: Voice) -> anyhow::Result<()> {
        if self.file.exists() {
            let key = SigningKey::open(&self.file)?;
            return crate::voice::print(&format!("{}\n", key.public()));
        }
        let key = SigningKey::create(&self.file)?;
        voice.tell(&format!("The private key is in {}; nobody else needs it.", self.file.display()))?;
        crate::voice::print(&format!("{}\n", key.public()))
    }
}
