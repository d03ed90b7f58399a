//! `platen option delete`.

use clap::Args;
use cms::settings;

use crate::failure::AlreadyTold;
use crate::session::Session;

/// Removes options.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen option delete my_option")]
pub struct Delete {
    /// The options
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
}

impl Delete {
    /// Removes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut missing = false;
        for name in &self.names {
            if site.settings().get(name).is_none() {
                session.voice.warning(&format!("Could not delete '{name}' option. Does it exist?"));
                missing = true;
                continue;
            }
            settings::delete(&site, &actor, name).await?;
            session.voice.success(&format!("Deleted '{name}' option."))?;
        }
        if missing { Err(AlreadyTold.into()) } else { Ok(()) }
    }
}
