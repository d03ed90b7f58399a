//! `platen env clone`.

use anyhow::bail;
use clap::Args;
use cms::{Actor, Site, sites};
use staging::environments::{self, CloneOptions, CloneReport, Rules};

use crate::session::Session;
use crate::steps_bar::StepsBar;

/// Copies one site of production, or all, into an environment: one moment of it, with personal data masked. Members and
/// commenters lose names, addresses and passwords; staff sign in as ever. Search engines are shut out, mail goes to the
/// environment's list alone, and events that reach outside wait. A run that was cut off is gone on with.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  platen env clone staging --url=https://example.com --at=https://staging.example.com\n  \
    platen env clone staging --all"
)]
pub struct CloneSites {
    /// The environment
    #[arg(value_name = "NAME")]
    name: String,
    /// Where the clone answers; its address so far if left out
    #[arg(long, value_name = "URL", conflicts_with = "all")]
    at: Option<String>,
    /// Copy every site; each answers below the environment's name, as http://staging.example.com does
    #[arg(long)]
    all: bool,
    /// Throw the clone that is there away, with what was edited in it
    #[arg(long)]
    again: bool,
    /// Numbers that production reserves for posts, and as many for terms
    #[arg(long, value_name = "COUNT", default_value = "100000")]
    ids: i64,
    /// Leave out posts of these types
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    without_types: Vec<String>,
    /// Leave out all comments
    #[arg(long)]
    without_comments: bool,
    /// Put a filler in the place of what commenters wrote
    #[arg(long)]
    mask_comment_texts: bool,
}

impl CloneSites {
    /// Copies, and tells what was copied.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        session.host.migrate().await?;
        if !self.all {
            return self.one(session, &session.site().await?, self.at.clone()).await;
        }
        for record in sites::all(&session.host).await? {
            let site = sites::by_id(&session.host, record.id).await?;
            let there = environments::site_of(&site, &self.name).await?;
            if !self.again && there.is_some_and(|cloned| cloned.is_complete()) {
                session.voice.tell(&format!("{} is there already.", site.url()))?;
                continue;
            }
            let at = self.below(site.url())?;
            self.one(session, &site, Some(at)).await?;
        }
        Ok(())
    }

    fn below(&self, url: &str) -> anyhow::Result<String> {
        let mut url = url::Url::parse(url)?;
        let Some(name) = url.domain().map(str::to_owned) else {
            bail!("{url} has no name that a clone could stand below: clone it by itself, with --at.");
        };
        url.set_host(Some(&format!("{}.{name}", self.name)))?;
        Ok(url.as_str().trim_end_matches('/').to_owned())
    }

    async fn one(&self, session: &Session, site: &Site, at: Option<String>) -> anyhow::Result<()> {
        let rules = Rules {
            without_types: self.without_types.clone(),
            without_comments: self.without_comments,
            mask_comment_texts: self.mask_comment_texts,
        };
        let options = CloneOptions { url: at, block: self.ids, rules, again: self.again };
        let bar = StepsBar::new();
        let report = environments::clone(site, &Actor::System, &self.name, &options, &bar).await?;
        drop(bar);
        tell(session, site, &report)
    }
}

fn tell(session: &Session, site: &Site, report: &CloneReport) -> anyhow::Result<()> {
    if report.missing_files > 0 {
        let missing = report.missing_files;
        session
            .voice
            .warning(&format!("{missing} files do not stand in production's uploads folder, and are missing."));
    }
    if !report.paused_hooks.is_empty() {
        session.voice.tell(&format!("Events that wait: {}", report.paused_hooks.join(", ")))?;
    }
    let resumed = if report.resumed { ", going on with a run that was cut off" } else { "" };
    session.voice.success(&format!(
        "{} cloned{resumed}: {} rows of content ({} written), {} comments, {} people, {} files.",
        site.url(),
        report.documents,
        report.written,
        report.comments,
        report.people,
        report.files
    ))
}
