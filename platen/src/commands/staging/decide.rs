//! `platen staging decide`.

use clap::{Args, ValueEnum};
use staging::environments::open_site;
use staging::plan;

use super::selection::Selected;
use crate::session::Session;
use crate::steps_bar::StepsBar;

/// Settles a conflict for one side. The decision holds until somebody changes what it was about.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen staging decide post:12 --field=title --for=staging\n  \
    platen staging decide post:12 --for=production")]
pub struct Decide {
    /// The row, as the plan names it
    #[arg(value_name = "ROW")]
    row: String,
    /// The field; all open ones of the row if left out
    #[arg(long)]
    field: Option<String>,
    /// Whose value it is to be
    #[arg(long = "for", value_enum)]
    side: Side,
    #[command(flatten)]
    selected: Selected,
}

/// A side of a conflict.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Side {
    /// The environment's value goes up
    Staging,
    /// Production's value stays
    Production,
}

impl Decide {
    /// Notes the decision.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let bar = StepsBar::new();
        let made = plan::make(&site, &actor, &self.selected.env, &self.selected.selection()?, &bar).await?;
        drop(bar);
        let (clone, _) = open_site(&site, &self.selected.env).await?;
        let side = match self.side {
            Side::Staging => "staging",
            Side::Production => "production",
        };
        let settled = plan::decide(&clone, &actor, &made, &self.row.parse()?, self.field.as_deref(), side).await?;
        session.voice.success(&format!("{settled} conflicts of {} are settled for {side}.", self.row))
    }
}
