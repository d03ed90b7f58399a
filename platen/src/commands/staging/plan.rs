//! `platen staging plan`.

use clap::{Args, ValueEnum};
use staging::plan;

use super::selection::Selected;
use crate::session::Session;
use crate::steps_bar::StepsBar;
use crate::voice;

/// Compares the clone as it was, the environment now and production now, row by row, and shows what a promotion would do. Nothing on
/// production changes. The plan is kept under its digest.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen staging plan\n  platen staging plan --only=post:12 --format=json")]
pub struct MakePlan {
    #[command(flatten)]
    selected: Selected,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: PlanFormat,
}

/// How a plan is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PlanFormat {
    /// For people
    Text,
    /// All of it
    Json,
    /// Only its digest, for promote
    Digest,
}

impl MakePlan {
    /// Makes and prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let bar = StepsBar::new();
        let made = plan::make(&site, &actor, &self.selected.env, &self.selected.selection()?, &bar).await?;
        drop(bar);
        match self.format {
            PlanFormat::Text => voice::print(&plan::tell(&made)),
            PlanFormat::Json => voice::print(&format!("{}\n", serde_json::to_string_pretty(&made)?)),
            PlanFormat::Digest => voice::print(&format!("{}\n", made.digest)),
        }
    }
}
