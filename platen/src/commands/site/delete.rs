//! `platen site delete`.

use anyhow::bail;
use clap::Args;
use cms::{Actor, sites};

use crate::confirmation::confirm;
use crate::session::Session;

/// Deletes a site with everything in it. Its people keep their accounts, its uploads stay in the data folder.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site delete 2 --yes")]
pub struct Delete {
    /// The site's number
    #[arg(value_name = "SITE_ID")]
    id: Option<i64>,
    /// The site's slug, below the first site's name
    #[arg(long, conflicts_with = "id")]
    slug: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Delete {
    /// Asks, then deletes.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = match (self.id, &self.slug) {
            (Some(id), _) => sites::by_id(&session.host, id).await?,
            (None, Some(slug)) => sites::by_url(&session.host, Some(&self.named(session, slug).await?)).await?,
            (None, None) => bail!("Say which site: its number, or --slug=second."),
        };
        confirm(&format!("Are you sure you want to delete the '{}/' site?", site.url()), self.yes)?;
        sites::delete(&site, &Actor::System).await?;
        session.voice.success(&format!("The site at '{}/' was deleted.", site.url()))
    }

    async fn named(&self, session: &Session, slug: &str) -> anyhow::Result<String> {
        let start = format!("{slug}.");
        let all = sites::all(&session.host).await?;
        let host = |url: &str| url.split("://").last().unwrap_or_default().to_owned();
        match all.iter().find(|site| host(&site.url).starts_with(&start)) {
            Some(site) => Ok(site.url.clone()),
            None => bail!("No site has the slug '{slug}'."),
        }
    }
}
