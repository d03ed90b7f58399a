//! `platen site allow`.

use anyhow::bail;
use clap::Args;
use cms::sites::{self, Allowance};

use crate::session::Session;

/// Gives a site another plan, or another quota for its uploads.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen site allow 2 --plan=large --quota=102400")]
pub struct Allow {
    /// The site's number
    #[arg(value_name = "SITE_ID")]
    id: i64,
    /// The plan's name
    #[arg(long)]
    plan: Option<String>,
    /// Megabytes of uploads
    #[arg(long, value_name = "MEGABYTES", value_parser = clap::value_parser!(u32))]
    quota: Option<u32>,
}

impl Allow {
    /// Gives it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        if self.plan.is_none() && self.quota.is_none() {
            bail!("Say what to allow: --plan=NAME, --quota=MEGABYTES, or both.");
        }
        let site = sites::by_id(&session.host, self.id).await?;
        let actor = session.actor(&site).await?;
        let quota_bytes = self.quota.map(|megabytes| i64::from(megabytes) << 20);
        let record = sites::allow(&site, &actor, Allowance { plan: self.plan, quota_bytes }).await?;
        let megabytes = record.quota_bytes >> 20;
        session
            .voice
            .success(&format!("Site {} has the plan {} and {megabytes} MB for uploads.", record.id, record.plan))
    }
}
