//! `platen core is-installed`.

use clap::Args;
use cms::sites;

use crate::failure::AlreadyTold;
use crate::session::Session;

/// Ends with exit code 0 when there is a site, else with 1. Prints nothing.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen core is-installed || platen core install --url=http://localhost:8080 …")]
pub struct IsInstalled {}

impl IsInstalled {
    /// Looks. A database without tables has no site either.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match sites::all(&session.host).await {
            Ok(found) if !found.is_empty() => Ok(()),
            _ => Err(AlreadyTold.into()),
        }
    }
}
