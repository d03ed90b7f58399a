//! `platen site delete` and `platen site restore`.

use anyhow::bail;
use clap::Args;
use cms::{Actor, Site, removals, sites};

use crate::confirmation::confirm;
use crate::session::Session;

/// Deletes a site: it goes out of service at once, can be restored for the days of `deleted_site_days`, and then goes for good
/// with its files. With --now it goes for good at once. Its people keep their accounts.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen site delete 2 --yes\n  platen site delete --slug=second --now --yes")]
pub struct Delete {
    /// The site's number
    #[arg(value_name = "SITE_ID")]
    id: Option<i64>,
    /// The site's slug, below the first site's name
    #[arg(long, conflicts_with = "id")]
    slug: Option<String>,
    /// Remove it for good at once; also a site that is deleted already
    #[arg(long)]
    now: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Puts deleted sites back into service.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site restore 2")]
pub struct Restore {
    /// The sites' numbers
    #[arg(value_name = "SITE_ID", required = true)]
    ids: Vec<i64>,
}

impl Delete {
    /// Asks, then deletes.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = match (self.id, &self.slug) {
            (Some(id), _) => sites::by_id(&session.host, id).await?,
            (None, Some(slug)) => sites::by_url(&session.host, Some(&self.named(session, slug).await?)).await?,
            (None, None) => bail!("Say which site: its number, or --slug=second."),
        };
        let for_good = if self.now { " for good, with everything in it" } else { "" };
        confirm(&format!("Are you sure you want to delete the '{}/' site{for_good}?", site.url()), self.yes)?;
        if self.now { remove(session, &site).await } else { delete(session, &site).await }
    }

    async fn named(&self, session: &Session, slug: &str) -> anyhow::Result<String> {
        let start = format!("{slug}.");
        let all = sites::with_deleted(&session.host).await?;
        let host = |url: &str| url.split("://").last().unwrap_or_default().to_owned();
        match all.iter().find(|site| host(&site.url).starts_with(&start)) {
            Some(site) => Ok(site.url.clone()),
            None => bail!("No site has the slug '{slug}'."),
        }
    }
}

async fn delete(session: &Session, site: &Site) -> anyhow::Result<()> {
    if !sites::delete(site, &Actor::System).await? {
        session.voice.warning(&format!("Site {} already deleted.", site.id()));
        return Ok(());
    }
    let record = sites::by_id(&session.host, site.id()).await?.record().clone();
    let gone = sites::gone_at(&session.host, &record).map(|gone| gone.format("%Y-%m-%d").to_string());
    let until = gone.map_or_else(String::new, |day| format!(" Until {day}: platen site restore {}", site.id()));
    session.voice.success(&format!("The site at '{}/' was deleted.{until}", site.url()))
}

async fn remove(session: &Session, site: &Site) -> anyhow::Result<()> {
    let rest = match removals::remove(site, &Actor::System).await? {
        true => "",
        false => " The buckets still have files of it; they go with the next rounds.",
    };
    session.voice.success(&format!("The site at '{}/' was removed for good.{rest}", site.url()))
}

impl Restore {
    /// Restores each.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        for id in self.ids {
            let site = sites::by_id(&session.host, id).await?;
            if sites::restore(&site, &Actor::System).await? {
                session.voice.success(&format!("Site {id} restored."))?;
            } else {
                session.voice.warning(&format!("Site {id} is not deleted."));
            }
        }
        Ok(())
    }
}
