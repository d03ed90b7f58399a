//! `platen staging promote`.

use clap::Args;
use staging::environments::open_site;
use staging::{Manifest, WithoutSeal, plan, promote};

use crate::confirmation::confirm;
use crate::session::Session;
use crate::steps_bar::StepsBar;

/// Brings a plan to production: its files first, then all its rows at once, then a look at the pages. Refuses when
/// either side has changed since the plan was made, and says where. Cut off at any moment, production is as before or as
/// promised; `platen staging status` says which.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen staging promote --plan=$(platen staging plan --format=digest) --yes")]
pub struct Promote {
    /// The environment
    #[arg(long, value_name = "NAME", default_value = "staging")]
    env: String,
    /// The plan's digest, or its beginning
    #[arg(long, value_name = "DIGEST")]
    plan: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Promote {
    /// Promotes.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let (clone, cloned) = open_site(&site, &self.env).await?;
        let kept = plan::kept(&clone, &self.plan).await?;
        confirm(
            &format!("Promote {} rows and {} files to {}?", kept.items.len(), kept.files.len(), site.url()),
            self.yes,
        )?;
        let manifest = Manifest {
            environment: self.env,
            site_id: site.id(),
            lineage: cloned.lineage,
            plan_digest: kept.digest.clone(),
            ..Manifest::default()
        };
        let bar = StepsBar::new();
        let promoted = promote::promote(&site, &actor, &manifest, &WithoutSeal, &bar).await?;
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
