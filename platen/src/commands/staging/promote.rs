//! `platen staging promote`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use cms::{Host, Site};
use staging::environments::{self, ClonedSite, open_site};
use staging::plan::{self, Plan};
use staging::seal::TrustedKeys;
use staging::{Manifest, SealVerifier, WithoutSeal, gates, promote};

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
        let (clone, cloned) = open_site(&site, &self.env).await?;
        let kept = plan::kept(&clone, &self.plan).await?;
        confirm(
            &format!("Promote {} rows and {} files to {}?", kept.items.len(), kept.files.len(), site.url()),
            self.yes,
        )?;
        let manifest = self.manifest(&site, &cloned, &kept).await?;
        let seal = seal(site.host())?;
        let bar = StepsBar::new();
        let promoted = promote::promote(&site, &actor, &manifest, seal.as_ref(), &bar).await?;
        drop(bar);
        session.voice.success(&format!(
            "Promotion {}: {} rows and {} files are on production. To take it back: platen staging rollback {}",
            promoted.id,
            kept.items.len(),
            kept.files.len(),
            promoted.id
        ))
    }

    /// What the gates said of this plan. Without trusted keys a plan may go up that no gate was asked about.
    async fn manifest(&self, site: &Site, cloned: &ClonedSite, kept: &Plan) -> anyhow::Result<Manifest> {
        let environment = environments::find(site.host(), &self.env).await?;
        let file = self.manifest.clone().unwrap_or_else(|| gates::manifest_file(&environment, &kept.digest));
        match gates::read_manifest(&file)? {
            Some(manifest) if manifest.plan_digest == kept.digest => Ok(manifest),
            Some(_) => bail!("{} is the manifest of another plan.", file.display()),
            None if self.manifest.is_some() => bail!("There is no {}.", file.display()),
            None => Ok(Manifest {
                environment: self.env.clone(),
                site_id: site.id(),
                lineage: cloned.lineage.clone(),
                plan_digest: kept.digest.clone(),
                ..Manifest::default()
            }),
        }
    }
}

/// Whose seal counts here.
fn seal(host: &Host) -> anyhow::Result<Box<dyn SealVerifier>> {
    let trusted = TrustedKeys::parse(&host.config().trusted_keys)?;
    Ok(if trusted.is_empty() { Box::new(WithoutSeal) } else { Box::new(trusted) })
}
