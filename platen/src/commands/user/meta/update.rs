//! `platen user meta update`.

use clap::Args;

use super::values;
use crate::session::Session;

/// Sets a value instead of those that are there.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user meta update bob description \"Writes about boats\"")]
pub struct Update {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// Key
    #[arg(value_name = "KEY")]
    key: String,
    /// Value
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,
}

impl Update {
    /// Sets it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let user = session.person(&self.user_name).await?;
        values::set(session, &user, &self.key, Some(&self.value)).await?;
        session.voice.success(&format!("Updated custom field '{}'.", self.key))
    }
}
