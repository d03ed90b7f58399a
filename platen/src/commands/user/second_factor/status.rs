//! `platen user second-factor status`.

use clap::Args;
use cms::users::second_factor;

use crate::session::Session;
use crate::voice;

/// Tells whether a person has a second factor.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user second-factor status ann")]
pub struct Status {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
}

impl Status {
    /// Tells it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user = session.person(&self.user_name).await?;
        let found = second_factor::status(&site, &actor, user.id).await?;
        let enabled = if found.enabled { "enabled" } else { "disabled" };
        let required = if found.required { ", required" } else { "" };
        voice::print(&format!("{enabled}{required}, {} recovery codes left\n", found.recovery_codes))
    }
}
