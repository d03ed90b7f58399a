//! `platen env create`.

use clap::Args;
use cms::Actor;
use staging::environments::{self, NewEnvironment};

use crate::session::Session;

/// Makes an environment: a folder with its settings, a database and uploads of its own. Clone a site into it next, then serve
/// it with --config.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen env create staging --listen=127.0.0.1:8801\n  \
    platen env create staging --database-url=postgres://platen@db/staging --mail-allow=@example.com")]
pub struct Create {
    /// Its name: lower-case letters, digits and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    /// Its database; an SQLite file in its own folder if left out
    #[arg(long, value_name = "ADDRESS")]
    database_url: Option<String>,
    /// Where its front listens
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Who it may write to: addresses and domains such as @example.com; nobody if left out
    #[arg(long, value_name = "LIST", default_value = "", hide_default_value = true)]
    mail_allow: String,
}

impl Create {
    /// Makes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        session.host.migrate().await?;
        let Self { name, database_url, listen, mail_allow } = self;
        let new = NewEnvironment { name, database_url, listen, mail_allow };
        let made = environments::create(&session.host, &Actor::System, new).await?;
        session.voice.success(&format!(
            "Environment {} created. Serve it with: platen serve --config {}/platen.toml",
            made.name, made.folder
        ))
    }
}
