//! `platen user set-role`.

use clap::Args;
use cms::users::{self, Role};

use crate::session::Session;

/// Gives somebody a role on the site, instead of the one before.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user set-role bob author --url=https://example.com")]
pub struct SetRole {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// administrator, editor, author, contributor or subscriber; the site's default role if left out
    role: Option<Role>,
}

impl SetRole {
    /// Gives it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user = session.person(&self.user_name).await?;
        let default = || site.settings().text("default_role").parse().unwrap_or(Role::Subscriber);
        let role = self.role.unwrap_or_else(default);
        users::set_role(&site, &actor, user.id, Some(role)).await?;
        session.voice.success(&format!("Added {} ({}) to {} as {role}.", user.login, user.id, site.url()))
    }
}
