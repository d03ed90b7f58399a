//! `platen staging promote`.

use std::path::PathBuf;

use clap::Args;
use staging::environments::open_site;
use staging::{plan, promote};

use crate::confirmation::confirm;
use crate::session::Session;
use crate::steps_bar::StepsBar;

/// Brings a plan to production: its files first, then all its rows at once, then a look at the pages. Refuses when
/// either side has changed since the plan was made, and says where. Cut off at any moment, production is as before or as
/// promised; `platen staging status` says which. Where trusted_keys is set, only what `platen staging check` sealed goes up.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen staging promote --plan=$(platen staging plan --format=digest) --yes")]
pub struct Promote {
    /// The environment
    #[arg(long, value_name = "NAME", default_value = "staging")]
    env: String,
    /// The plan's digest, or its beginning
    #[arg(long, value_name = "DIGEST")]
    plan: String,
    /// The manifest, when it is not the one that `platen staging check` left beside the plan
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Promote {
    /// Promotes.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let (clone, _) = open_site(&site, &self.env).await?;
        let kept = plan::kept(&clone, &self.plan).await?;
        confirm(
            &format!("Promote {} rows and {} files to {}?", kept.items.len(), kept.files.len(), site.url()),
            self.yes,
        )?;
        let bar = StepsBar::new();
        let manifest = self.manifest.as_deref();
        let promoted = promote::promote_kept(&site, &actor, &self.env, &kept.digest, manifest, &bar).await?;
        drop(bar);
        session.voice.success(&format!(
            "Promotion {}: {} rows and {} files are on production. To take it back: platen staging rollback {}",
            promoted.id,
            kept.items.len(),
            kept.files.len(),
            promoted.id
        ))
    }
}
