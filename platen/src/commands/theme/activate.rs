//! `platen theme activate`.

use clap::Args;
use cms::theming::{self, ThemeStatus};

use crate::session::Session;

/// Shows the site with a theme from now on.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen theme activate platen-one --url=https://example.com")]
pub struct Activate {
    /// The theme's folder
    #[arg(value_name = "THEME")]
    theme: String,
}

impl Activate {
    /// Activates it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let known = theming::list(&site, &actor)?;
        let found = known.iter().find(|theme| theme.name == self.theme);
        let title = found.map_or_else(|| self.theme.clone(), |theme| theme.title.clone());
        if found.is_some_and(|theme| theme.status == ThemeStatus::Active) {
            session.voice.warning(&format!("The '{title}' theme is already active."));
            return Ok(());
        }
        theming::activate(&site, &actor, &self.theme).await?;
        session.voice.success(&format!("Switched to '{title}' theme."))
    }
}
