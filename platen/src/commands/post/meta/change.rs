//! `platen post meta add` and `platen post meta update`: the same, but for what is there already.

use clap::Args;
use cms::posts;

use crate::session::Session;

/// Adds a value beside those that are there.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post meta add 12 guests \"Ann\"")]
pub struct Add {
    #[command(flatten)]
    pair: Pair,
}

/// Sets a value instead of those that are there.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post meta update 12 mood sunny")]
pub struct Update {
    #[command(flatten)]
    pair: Pair,
}

#[derive(Args, Debug)]
struct Pair {
    /// The post's number
    #[arg(value_name = "ID")]
    id: i64,
    /// Key
    #[arg(value_name = "KEY")]
    key: String,
    /// Value
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,
}

impl Add {
    /// Adds it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        posts::add_meta(&site, &actor, self.pair.id, &self.pair.key, &self.pair.value).await?;
        session.voice.success("Added custom field.")
    }
}

impl Update {
    /// Sets it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        posts::set_meta(&site, &actor, self.pair.id, &self.pair.key, &self.pair.value).await?;
        session.voice.success(&format!("Updated custom field '{}'.", self.pair.key))
    }
}
