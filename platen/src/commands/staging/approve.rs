//! `platen staging approve`.

use clap::Args;
use staging::environments::open_site;
use staging::{plan, promote};

use crate::session::Session;

/// Approves of a plan. Where the option platen_promotion_approval is 1, a plan goes up only when somebody else than who
/// promotes it has approved of it.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  platen option update platen_promotion_approval 1\n  platen staging approve --plan=1f2e3d4c --user=ann"
)]
pub struct Approve {
    /// The environment
    #[arg(long, value_name = "NAME", default_value = "staging")]
    env: String,
    /// The plan's digest, or its beginning
    #[arg(long, value_name = "DIGEST")]
    plan: String,
}

impl Approve {
    /// Approves.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let (clone, _) = open_site(&site, &self.env).await?;
        let kept = plan::kept(&clone, &self.plan).await?;
        promote::approve(&site, &actor, &kept.digest).await?;
        session.voice.success(&format!("Plan {} is approved of.", &kept.digest[..12]))
    }
}
