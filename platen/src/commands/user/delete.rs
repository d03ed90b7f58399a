//! `platen user delete`.

use clap::Args;
use cms::departures;

use crate::confirmation::confirm;
use crate::session::Session;

/// Takes people off the site. What they wrote goes to --reassign, or into the trash. Accounts that belong to no other
/// site are deleted.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user delete bob --reassign=ann")]
pub struct Delete {
    /// Numbers, logins or mail addresses
    #[arg(value_name = "USER", required = true)]
    user_names: Vec<String>,
    /// Who gets what they wrote
    #[arg(long, value_name = "USER")]
    reassign: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Delete {
    /// Asks, where nobody inherits; then deletes.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let heir = match &self.reassign {
            Some(name) => Some(session.person(name).await?.id),
            None => None,
        };
        let question = "--reassign parameter not passed. All associated posts will be deleted. Proceed?";
        confirm(question, self.yes || heir.is_some())?;
        for name in &self.user_names {
            let user = session.person(name).await?;
            departures::remove(&site, &actor, user.id, heir).await?;
            session.voice.success(&format!("Removed user {} from {}.", user.id, site.url()))?;
        }
        Ok(())
    }
}
