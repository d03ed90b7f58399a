//! `platen plan update`.

use clap::Args;
use cms::members::{self, PlanChange};

use crate::session::Session;

/// Changes a plan. Whoever has it keeps it, also when it is archived.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen plan update reader --archived=true")]
pub struct Update {
    /// Number or short name
    plan: String,
    /// Name
    #[arg(long)]
    name: Option<String>,
    /// A sentence for members
    #[arg(long)]
    description: Option<String>,
    /// Whether nobody new can have it
    #[arg(long)]
    archived: Option<bool>,
}

impl Update {
    /// Changes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let plan = members::plan_named(&site, &actor, &self.plan).await?;
        let changed = PlanChange { name: self.name, description: self.description, archived: self.archived };
        members::change_plan(&site, &actor, plan.id, changed).await?;
        session.voice.success(&format!("Updated plan {}.", plan.id))
    }
}
