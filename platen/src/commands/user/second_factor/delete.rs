//! `platen user second-factor delete`.

use clap::Args;
use cms::users::second_factor;

use crate::session::Session;

/// Takes the second factor of a person away, with its recovery codes: when phone and codes are lost.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user second-factor delete ann")]
pub struct Delete {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
}

impl Delete {
    /// Takes it away.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user = session.person(&self.user_name).await?;
        second_factor::remove(&site, &actor, user.id).await?;
        session.voice.success(&format!("Deleted the second factor of {}.", user.login))
    }
}
