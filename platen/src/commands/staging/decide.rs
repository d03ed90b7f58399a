//! `platen staging decide`.

use anyhow::Context;
use clap::{Args, ValueEnum};
use staging::environments::open_site;
use staging::merge::Choice;
use staging::plan;

use super::selection::Selected;
use crate::session::Session;
use crate::steps_bar::StepsBar;

/// Settles a conflict for one side, or with a text that has something of both. The decision holds until somebody changes what
/// it was about.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen staging decide post:12 --field=title --for=staging\n  \
    platen staging decide post:12 --for=production\n  \
    platen staging decide post:12 --field=title --for=merged --value='Open all day'\n  \
    platen staging decide post:12 --field=title --for=nobody")]
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
    /// The text, with --for=merged
    #[arg(long, value_name = "TEXT", required_if_eq("side", "merged"))]
    value: Option<String>,
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
    /// The text that --value gives
    Merged,
    /// The decision is taken back: the conflict is open again
    Nobody,
}

impl Decide {
    /// Notes the decision.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let bar = StepsBar::new();
        let made = plan::make(&site, &actor, &self.selected.env, &self.selected.selection()?, &bar).await?;
        drop(bar);
        let (clone, _) = open_site(&site, &self.selected.env).await?;
        let key = self.row.parse()?;
        let Some(choice) = self.choice() else {
            let field = self.field.as_deref().context("Say which field: --field=NAME")?;
            let told = match plan::reopen(&clone, &actor, &key, field).await? {
                true => format!("{field} of {} is open again.", self.row),
                false => format!("Nobody decided about {field} of {}.", self.row),
            };
            return session.voice.success(&told);
        };
        let settled = plan::decide(&clone, &actor, &made, &key, self.field.as_deref(), &choice).await?;
        session.voice.success(&format!("{settled} conflicts of {} are settled: {}.", self.row, choice.name()))
    }

    fn choice(&self) -> Option<Choice> {
        Some(match self.side {
            Side::Staging => Choice::Staging,
            Side::Production => Choice::Production,
            Side::Merged => Choice::Merged(self.value.clone().unwrap_or_default().into()),
            Side::Nobody => return None,
        })
    }
}
