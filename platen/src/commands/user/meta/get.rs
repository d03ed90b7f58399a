//! `platen user meta get`.

use clap::Args;

use super::values;
use crate::failure::AlreadyTold;
use crate::session::Session;
use crate::voice;

/// Prints the first value under a key; ends with exit code 1 where there is none.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user meta get bob nickname")]
pub struct Get {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// Key
    #[arg(value_name = "KEY")]
    key: String,
}

impl Get {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let user = session.person(&self.user_name).await?;
        match values::of(session, &user).await?.into_iter().find(|(key, _)| *key == self.key) {
            Some((_, value)) => voice::print(&format!("{value}\n")),
            None => Err(AlreadyTold.into()),
        }
    }
}
