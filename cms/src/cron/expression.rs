//! Cron expressions in a time zone. A local time that a daylight-saving change skips runs at the next valid instant,
//! one that it repeats runs once; what repeats within the hour (`*/5 * * * *`) goes on by elapsed time, as Vixie's cron
//! has it.

use chrono::{Duration, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};

use crate::{Error, Result};

/// No change skips more than this, in minutes: some islands once left out a whole day.
const LONGEST_GAP: i64 = 24 * 60;

/// Five fields (minute, hour, day, month, weekday) or a nickname such as `@daily`, read in a time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct CronExpression {
    text: String,
    zone: Tz,
    cron: Cron,
}

impl CronExpression {
    /// Reads an expression. Fails on one that cannot be read or never comes due, and on an unknown time zone.
    /// Seconds are not read: what should happen every second is no event.
    pub fn parse(text: &str, zone: &str, now: NaiveDateTime) -> Result<Self> {
        let zone = zone.parse::<Tz>().map_err(|_| {
            Error::invalid(
                "invalid_timezone",
                format!("There is no time zone '{zone}'; say one such as Europe/Berlin."),
            )
        })?;
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        let cron = parser.parse(text).map_err(|error| {
            Error::invalid("invalid_cron_expression", format!("'{text}' is not a cron expression: {error}"))
        })?;
        let expression = Self { text: text.to_owned(), zone, cron };
        match expression.next_after(now) {
            Some(_) => Ok(expression),
            None => Err(Error::invalid("cron_expression_never_due", format!("'{text}' never comes due."))),
        }
    }

    /// The expression as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name of its time zone.
    pub fn zone(&self) -> &'static str {
        self.zone.name()
    }

    /// Whether it names times of a day, and not how often within one (Vixie's cron: neither minutes nor hours begin with a
    /// star).
    fn names_times(&self) -> bool {
        let mut fields = self.text.split_whitespace().take(2);
        self.text != "@hourly" && fields.all(|field| !field.starts_with(['*', '?']))
    }

    /// The first instant after `after` at which it is due; both in UTC.
    pub fn next_after(&self, after: NaiveDateTime) -> Option<NaiveDateTime> {
        if self.names_times() {
            return self.next_time_after(after);
        }
        let local = self.zone.from_utc_datetime(&after);
        let next = self.cron.find_next_occurrence(&local, false).ok()?;
        Some(next.with_timezone(&Utc).naive_utc()).filter(|next| *next > after)
    }

    /// The same on a clock on the wall: times are looked for as if there were no changes, and each is then its first
    /// instant, or the one after the gap that it fell into.
    fn next_time_after(&self, after: NaiveDateTime) -> Option<NaiveDateTime> {
        let mut wall = self.zone.from_utc_datetime(&after).naive_local();
        loop {
            wall = self.cron.find_next_occurrence(&Utc.from_utc_datetime(&wall), false).ok()?.naive_utc();
            let instant = self.instant_of(wall)?;
            if instant > after {
                return Some(instant);
            }
        }
    }

    fn instant_of(&self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        let minutes = |minute| self.zone.from_local_datetime(&(wall + Duration::minutes(minute))).earliest();
        let valid = (0..=LONGEST_GAP).find_map(minutes)?;
        Some(valid.naive_utc())
    }
}
