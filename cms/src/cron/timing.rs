//! How an event repeats, and when its next turn is.

use chrono::{Duration, NaiveDateTime};

use super::{CronEvent, CronExpression, Missed, Recurrence};
use crate::Result;

/// More missed turns than this are not made up for one by one.
const MADE_UP_FOR_AT_MOST: i64 = 1_000;

/// How an event repeats.
#[derive(Clone, Debug, PartialEq)]
pub enum Timing {
    /// It happens once.
    Once,
    /// On one of WordPress's schedules.
    Every(Recurrence),
    /// At an interval of so many seconds that no schedule has.
    Interval(i64),
    /// By a cron expression.
    Expression(Box<CronExpression>),
}

impl Timing {
    /// How this event repeats. Fails where its expression cannot be read any more.
    pub fn of(event: &CronEvent) -> Result<Self> {
        if let (Some(text), Some(zone)) = (&event.expression, &event.timezone) {
            return Ok(Self::Expression(Box::new(CronExpression::parse(text, zone, event.next_run)?)));
        }
        Ok(event.interval_seconds.filter(|seconds| *seconds > 0).map_or(Self::Once, Self::Interval))
    }

    /// The turn after the one planned for `planned`, seen at `now`; none where it happens once.
    pub fn next_turn(&self, planned: NaiveDateTime, now: NaiveDateTime, missed: Missed) -> Option<NaiveDateTime> {
        match self {
            Self::Once => None,
            Self::Every(recurrence) => Some(after_interval(planned, recurrence.seconds(), now, missed)),
            Self::Interval(seconds) => Some(after_interval(planned, *seconds, now, missed)),
            Self::Expression(expression) => match missed {
                Missed::All => expression.next_after(planned),
                _ => expression.next_after(planned.max(now)),
            },
        }
    }
}

/// The phase is kept. Of more missed turns than are worth it, only the last are made up for.
fn after_interval(planned: NaiveDateTime, seconds: i64, now: NaiveDateTime, missed: Missed) -> NaiveDateTime {
    let passed = (now - planned).num_seconds().max(0) / seconds;
    let steps = match missed {
        Missed::All => (passed - MADE_UP_FOR_AT_MOST).max(0) + 1,
        Missed::One | Missed::Skip => passed + 1,
    };
    planned + Duration::seconds(seconds.saturating_mul(steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn hourly(planned: &str, now: &str, missed: Missed) -> NaiveDateTime {
        Timing::Every(Recurrence::Hourly).next_turn(at(planned), at(now), missed).unwrap()
    }

    #[test]
    fn missed_turns_are_not_made_up_for_unless_asked() {
        assert_eq!(hourly("2026-01-01 00:30", "2026-01-01 00:31", Missed::One), at("2026-01-01 01:30"));
        assert_eq!(hourly("2026-01-01 00:30", "2026-01-03 10:00", Missed::One), at("2026-01-03 10:30"));
        assert_eq!(hourly("2026-01-01 00:30", "2026-01-01 00:00", Missed::One), at("2026-01-01 01:30"));
        assert_eq!(hourly("2026-01-01 00:30", "2026-01-03 10:00", Missed::All), at("2026-01-01 01:30"));
    }

    #[test]
    fn a_year_of_missed_hours_is_no_storm() {
        let next = hourly("2025-01-01 00:00", "2026-01-01 00:00", Missed::All);
        assert_eq!((at("2026-01-01 00:00") - next).num_hours(), MADE_UP_FOR_AT_MOST - 1);
    }
}
