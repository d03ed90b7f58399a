//! `platen migrate`.

use clap::Args;

use crate::session::Session;

/// Brings the database's schema up to this version.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen migrate --data-dir ./data")]
pub struct Migrate {}

impl Migrate {
    /// Runs the steps that are missing.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        session.host.migrate().await?;
        session.voice.success("The database's schema is up to date.")
    }
}
