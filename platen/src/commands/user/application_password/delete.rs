//! `platen user application-password delete`.

use anyhow::bail;
use clap::Args;
use cms::users::application_passwords;

use crate::session::Session;

/// Revokes passwords of a person: those named, or all.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user application-password delete bob --all")]
pub struct Delete {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// The passwords' UUIDs, as `list` shows them
    #[arg(value_name = "UUID", required_unless_present = "all", conflicts_with = "all")]
    uuids: Vec<String>,
    /// Every password of the person
    #[arg(long)]
    all: bool,
}

impl Delete {
    /// Revokes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user = session.person(&self.user_name).await?;
        if self.all {
            application_passwords::delete_all(&site, &actor, user.id).await?;
            return session.voice.success("Deleted all application passwords.");
        }
        let mut deleted = 0;
        for uuid in &self.uuids {
            match application_passwords::delete(&site, &actor, user.id, uuid).await {
                Ok(()) => deleted += 1,
                Err(error) => session.voice.warning(&format!("Failed to delete application password {uuid}: {error}")),
            }
        }
        let told = format!("Deleted {deleted} of {} application passwords.", self.uuids.len());
        if deleted < self.uuids.len() { bail!(told) } else { session.voice.success(&told) }
    }
}
