//! `platen cron event schedule`.

use anyhow::bail;
use chrono::{Duration, NaiveDateTime};
use clap::Args;
use cms::cron::{self, CronExpression, Missed, OnCrash, Plan, Priority, Recurrence, Timing};

use crate::session::Session;

/// Schedules an event, once or repeatedly.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event schedule my_hook now hourly\n  \
    platen cron event schedule my_hook '+2 days' --args='[12]'\n  \
    platen cron event schedule my_hook --cron='30 4 * * 1-5' --timezone=Europe/Berlin")]
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
    /// Repeats by a cron expression of five fields; NEXT_RUN is then the time it counts from
    #[arg(long = "cron", value_name = "EXPRESSION", conflicts_with = "recurrence")]
    expression: Option<String>,
    /// The time zone of the cron expression; the site's if left out
    #[arg(long, value_name = "ZONE", requires = "expression")]
    timezone: Option<String>,
    /// Makes it one of its kind, whatever its arguments
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// The queue that it can be paused with
    #[arg(long, value_name = "NAME", default_value = "default")]
    queue: String,
    /// high, normal or low
    #[arg(long, value_name = "WORD", default_value = "normal")]
    priority: Priority,
    /// What becomes of missed times: one, all or skip
    #[arg(long, value_name = "WORD", default_value = "one")]
    missed: Missed,
    /// What becomes of it when its runner dies: retry, hold or once
    #[arg(long = "on-crash", value_name = "WORD", default_value = "retry")]
    on_crash: OnCrash,
    /// How often it is tried at the most
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    attempts: i64,
    /// How many seconds one run may take
    #[arg(long = "time-limit", value_name = "SECONDS", default_value_t = 300)]
    time_limit: i64,
}

impl Schedule {
    /// Schedules it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut due = time(&self.next_run, cron::now(&session.host).await?)?;
        let arguments: serde_json::Value = serde_json::from_str(&self.args)?;
        if !arguments.is_array() {
            bail!("--args is a JSON array such as '[12]'.");
        }
        let mut timing = self.recurrence.map_or(Timing::Once, Timing::Every);
        if let Some(text) = &self.expression {
            let zone = self.timezone.clone().unwrap_or_else(|| zone_of(&site));
            let expression = CronExpression::parse(text, &zone, due)?;
            due = expression.next_after(due).unwrap_or(due);
            timing = Timing::Expression(Box::new(expression));
        }
        let plan = Plan {
            timing,
            key: self.key,
            queue: self.queue,
            priority: self.priority,
            missed: self.missed,
            on_crash: self.on_crash,
            most_attempts: self.attempts,
            time_limit: self.time_limit,
            ..Plan::once(&self.hook, arguments, due)
        };
        cron::schedule_plan(&site, &actor, &plan).await?;
        let due = due.format("%Y-%m-%d %H:%M:%S");
        session.voice.success(&format!("Scheduled event with hook '{}' for {due} GMT.", self.hook))
    }
}

/// The site's time zone by name; UTC where it has only an offset.
fn zone_of(site: &cms::Site) -> String {
    let name = site.settings().text("timezone_string");
    if name.is_empty() { "UTC".to_owned() } else { name }
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
