//! `platen env delete`.

use clap::Args;
use cms::Actor;
use staging::environments;

use crate::confirmation::confirm;
use crate::session::Session;

/// Deletes an environment with everything that was edited there; production keeps what was promoted, and the log.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen env delete staging --yes")]
pub struct Delete {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Delete {
    /// Asks, then deletes.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        environments::find(&session.host, &self.name).await?;
        confirm(&format!("Are you sure you want to delete the environment {}?", self.name), self.yes)?;
        environments::delete(&session.host, &Actor::System, &self.name).await?;
        session.voice.success(&format!("The environment {} was deleted.", self.name))
    }
}
