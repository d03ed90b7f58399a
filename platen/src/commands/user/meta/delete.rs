//! `platen user meta delete`.

use anyhow::bail;
use clap::Args;

use super::values;
use crate::session::Session;

/// Removes the value under a key.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user meta delete bob nickname_of_the_dog")]
pub struct Delete {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// Key
    #[arg(value_name = "KEY")]
    key: String,
}

impl Delete {
    /// Removes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let user = session.person(&self.user_name).await?;
        if !values::of(session, &user).await?.iter().any(|(key, _)| *key == self.key) {
            bail!("Failed to delete custom field.");
        }
        values::set(session, &user, &self.key, None).await?;
        session.voice.success("Deleted custom field.")
    }
}
