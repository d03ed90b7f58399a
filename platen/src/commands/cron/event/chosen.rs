//! Which events a command means, in WP-CLI's flags.

use anyhow::bail;
use chrono::NaiveDateTime;
use clap::Args;
use cms::cron::CronEvent;

/// Which events.
#[derive(Args, Clone, Debug)]
pub struct Chosen {
    /// The hooks
    #[arg(value_name = "HOOK", required_unless_present_any = ["due_now", "all"])]
    hooks: Vec<String>,
    /// Every event that is due
    #[arg(long = "due-now")]
    due_now: bool,
    /// Every event
    #[arg(long, conflicts_with = "due_now")]
    all: bool,
    /// But none of these hooks, separated by commas
    #[arg(long, value_name = "HOOKS", value_delimiter = ',')]
    exclude: Vec<String>,
}

impl Chosen {
    /// Those of `events` that are meant. Complains about a hook that has none.
    pub fn of(&self, events: Vec<CronEvent>, now: NaiveDateTime) -> anyhow::Result<Vec<CronEvent>> {
        if let Some(unknown) = self.hooks.iter().find(|hook| !events.iter().any(|event| event.hook == **hook)) {
            bail!("Invalid cron event '{unknown}'.");
        }
        let is_meant = |event: &CronEvent| {
            let by_hook = self.hooks.is_empty() || self.hooks.contains(&event.hook);
            by_hook && (!self.due_now || event.next_run <= now) && !self.exclude.contains(&event.hook)
        };
        Ok(events.into_iter().filter(is_meant).collect())
    }
}
