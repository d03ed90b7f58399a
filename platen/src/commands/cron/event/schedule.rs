//! `platen cron event schedule`.

use anyhow::bail;
use chrono::{Duration, NaiveDateTime};
use clap::Args;
use cms::cron::{self, Recurrence};

use crate::session::Session;

/// Schedules an event, once or repeatedly.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event schedule my_hook now hourly\n  \
    platen cron event schedule my_hook '+2 days' --args='[12]'")]
pub struct Schedule {
    /// The hook
    #[arg(value_name = "HOOK")]
    hook: String,
    /// `now`, `+2 hours`, or a time in UTC such as `2026-05-01 12:00:00`
    #[arg(value_name = "NEXT_RUN", default_value = "now")]
    next_run: String,
    /// hourly, twicedaily, daily or weekly; once if left out
    #[arg(value_name = "RECURRENCE")]
    recurrence: Option<Recurrence>,
    /// What the hook is given, as a JSON array
    #[arg(long, value_name = "JSON", default_value = "[]")]
    args: String,
}

impl Schedule {
    /// Schedules it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let due = time(&self.next_run, session.host.now())?;
        let arguments: serde_json::Value = serde_json::from_str(&self.args)?;
        if !arguments.is_array() {
            bail!("--args is a JSON array such as '[12]'.");
        }
        cron::schedule(&site, &actor, &self.hook, &arguments, due, self.recurrence).await?;
        session.voice.success(&format!("Scheduled event with hook '{}' for {due} GMT.", self.hook))
    }
}

fn time(text: &str, now: NaiveDateTime) -> anyhow::Result<NaiveDateTime> {
    if text == "now" {
        return Ok(now);
    }
    if let Some(relative) = text.strip_prefix('+') {
        return Ok(now + span(relative)?);
    }
    match NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S") {
        Ok(time) => Ok(time),
        Err(_) => bail!("'{text}' is not a valid datetime. Say now, +2 hours or 2026-05-01 12:00:00."),
    }
}

/// `2 hours`, `1 day`.
fn span(text: &str) -> anyhow::Result<Duration> {
    let mut words = text.split_whitespace();
    let count: i32 = words.next().unwrap_or_default().parse()?;
    let unit = match words.next().unwrap_or_default().trim_end_matches('s') {
        "second" | "sec" => Duration::seconds(1),
        "minute" | "min" => Duration::minutes(1),
        "hour" => Duration::hours(1),
        "day" => Duration::days(1),
        "week" => Duration::weeks(1),
        other => bail!("'{other}' is no unit of time: seconds, minutes, hours, days or weeks."),
    };
    Ok(unit * count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_may_be_relative() {
        let now = NaiveDateTime::parse_from_str("2026-05-01 12:00:00", "%Y-%m-%d %H:%M:%S").unwrap();
        assert_eq!(time("now", now).unwrap(), now);
        assert_eq!(time("+2 hours", now).unwrap(), now + Duration::hours(2));
        assert_eq!(time("2026-06-01 00:00:00", now).unwrap().to_string(), "2026-06-01 00:00:00");
        assert!(time("+2 moons", now).is_err() && time("soon", now).is_err());
    }
}
