//! `platen site clone`.

use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use cms::background::{self, Work};
use cms::clones::{self, KIND, NewClone};
use cms::{Actor, Site, sites};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use crate::session::Session;
use crate::voice;

/// How often it is looked how far the clone is.
const EVERY: Duration = Duration::from_millis(200);

/// Clones a site on this host: content, files, people and settings, under an address of its own. Members, letters, secrets and
/// logs stay where they are.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site clone 2 --url=https://second.example --title=Second")]
pub struct CloneSite {
    /// The number of the site to clone
    #[arg(value_name = "SITE_ID")]
    id: i64,
    /// The clone's title; the original's if left out
    #[arg(long)]
    title: Option<String>,
    /// Print only the new site's number
    #[arg(long)]
    porcelain: bool,
}

impl CloneSite {
    /// Clones, and waits for it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let url = match session.url() {
            Some(url) if url.contains("://") => url.to_owned(),
            Some(url) => format!("http://{url}"),
            None => bail!("Say the clone's address: --url=https://second.example."),
        };
        let site = sites::by_id(&session.host, self.id).await?;
        let new = NewClone { url, title: self.title.unwrap_or_default() };
        let begun = clones::begin(&site, &Actor::System, new).await?;
        let ended = ended(session, &site, begun.id).await?;
        if ended.state != "done" {
            bail!(ended.told);
        }
        let about: Value = serde_json::from_str(&ended.about)?;
        let clone = about["site"].as_i64().context("the clone has no number")?;
        if self.porcelain {
            return voice::print(&format!("{clone}\n"));
        }
        let report: Value = serde_json::from_str(&ended.report)?;
        if let Some(missing) = report["missing_files"].as_u64().filter(|missing| *missing > 0) {
            session
                .voice
                .warning(&format!("{missing} files do not stand in the uploads folder; the clone lacks them."));
        }
        let url = about["url"].as_str().unwrap_or_default();
        session.voice.success(&format!("Site {clone} cloned from site {}: {url}/", site.id()))
    }
}

async fn ended(session: &Session, site: &Site, id: i64) -> anyhow::Result<Work> {
    let bar = if session.voice.is_quiet() { ProgressBar::hidden() } else { ProgressBar::new(0) };
    if let Ok(style) = ProgressStyle::with_template("{prefix:9} [{bar:40}] {pos}/{len}") {
        bar.set_style(style.progress_chars("=> "));
    }
    loop {
        let work = background::by_id(site, &Actor::System, &KIND, id).await?;
        if work.state != "running" {
            bar.finish_and_clear();
            return Ok(work);
        }
        bar.set_prefix(work.part.clone());
        bar.set_length(work.total.unsigned_abs());
        bar.set_position(work.done.unsigned_abs());
        tokio::time::sleep(EVERY).await;
    }
}
