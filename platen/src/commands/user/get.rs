//! `platen user get`.

use clap::Args;
use cms::users;

use super::record;
use crate::output::OneThing;
use crate::session::Session;

/// Prints one account.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user get bob --field=user_email")]
pub struct Get {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    #[command(flatten)]
    thing: OneThing,
}

impl Get {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let user = session.person(&self.user_name).await?;
        let site = session.site().await?;
        let role = users::on_site(&site, user.id).await?;
        self.thing.print(record::of(&site, &user, role))
    }
}
