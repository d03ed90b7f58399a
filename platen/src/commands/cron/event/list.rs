//! `platen cron event list`.

use clap::Args;
use cms::cron;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the events of a site, the next one first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen cron event list --hook=publish_future_post --format=json")]
pub struct List {
    /// Only events of this hook
    #[arg(long)]
    hook: Option<String>,
    /// Only events in this state: waiting, running, paused, limited, unknown, held or dead
    #[arg(long, value_name = "WORD")]
    state: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let now = cron::now(&session.host).await?;
        let record = |event: cron::CronEvent| {
            let recurrence = event.schedule.clone().unwrap_or_else(|| "Non-repeating".to_owned());
            Record::new()
                .with("hook", event.hook)
                .with("next_run_gmt", seconds(event.next_run))
                .with("next_run_relative", relative((event.next_run - now).num_seconds()))
                .with("recurrence", recurrence)
                .with("args", event.args)
                .with("schedule", event.schedule)
                .with("interval", event.interval_seconds)
                .with("state", event.state)
                .with("queue", event.queue)
                .with("priority", event.priority)
                .with("timezone", event.timezone)
                .with("attempt", event.attempt)
                .with("last_error", event.last_error)
                .with("event_id", event.id)
        };
        let mut events = cron::events(&site).await?;
        if self.state.as_deref() == Some(cron::state::DEAD) {
            events = cron::dead_letters(&site).await?;
        }
        let is = |asked: &Option<String>, found: &str| asked.as_deref().is_none_or(|asked| asked == found);
        let wanted = events.into_iter().filter(|event| is(&self.hook, &event.hook) && is(&self.state, &event.state));
        self.listing.print(wanted.map(record).collect(), "hook,next_run_gmt,next_run_relative,recurrence")
    }
}

fn seconds(time: chrono::NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// `2 hours 5 minutes`; `now` for what is due.
fn relative(seconds: i64) -> String {
    if seconds <= 0 {
        return "now".to_owned();
    }
    const UNITS: [(i64, &str); 5] =
        [(604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (length, name) in UNITS {
        let count = rest / length;
        rest %= length;
        if count > 0 && parts.len() < 2 {
            parts.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_told_in_two_units() {
        assert_eq!(relative(7_500), "2 hours 5 minutes");
        assert_eq!(relative(86_400), "1 day");
        assert_eq!(relative(-5), "now");
    }
}
