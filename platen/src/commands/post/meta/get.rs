//! `platen post meta get`.

use clap::Args;
use cms::posts;

use crate::failure::AlreadyTold;
use crate::session::Session;
use crate::voice;

/// Prints the first value under a key; ends with exit code 1 where there is none.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post meta get 12 _thumbnail_id")]
pub struct Get {
    /// The post's number
    #[arg(value_name = "ID")]
    id: i64,
    /// Key
    #[arg(value_name = "KEY")]
    key: String,
}

impl Get {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let values = posts::meta_of(&session.site().await?, self.id).await?;
        match values.into_iter().find(|(key, _)| *key == self.key) {
            Some((_, value)) => voice::print(&format!("{value}\n")),
            None => Err(AlreadyTold.into()),
        }
    }
}
