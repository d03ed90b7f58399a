//! `platen post meta delete`.

use anyhow::bail;
use clap::Args;
use cms::posts;

use crate::session::Session;

/// Removes the values under a key, or only those that equal a value.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post meta delete 12 mood")]
pub struct Delete {
    /// The post's number
    #[arg(value_name = "ID")]
    id: i64,
    /// Key
    #[arg(value_name = "KEY")]
    key: String,
    /// Value
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: Option<String>,
}

impl Delete {
    /// Removes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let gone = posts::delete_meta(&site, &actor, self.id, &self.key, self.value.as_deref()).await?;
        if gone == 0 {
            bail!("Failed to delete custom field.");
        }
        session.voice.success("Deleted custom field.")
    }
}
