//! `platen user application-password create`.

use clap::Args;
use cms::users::application_passwords;

use crate::session::Session;
use crate::voice;

/// Makes a password for a program and prints it once.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user application-password create bob \"Bob's phone\" --porcelain")]
pub struct Create {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// What the person calls the program
    #[arg(value_name = "NAME")]
    name: String,
    /// The program's own UUID
    #[arg(long = "app-id", value_name = "UUID", default_value = "")]
    app_id: String,
    /// Print only the password
    #[arg(long)]
    porcelain: bool,
}

impl Create {
    /// Makes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user = session.person(&self.user_name).await?;
        let made = application_passwords::create(&site, &actor, user.id, &self.name, &self.app_id).await?;
        if self.porcelain {
            return voice::print(&format!("{}\n", made.password));
        }
        session.voice.success("Created application password.")?;
        voice::print(&format!("Password: {}\n", made.password))
    }
}
