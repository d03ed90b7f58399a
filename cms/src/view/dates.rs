//! Dates in the site's own words.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone};

use crate::Settings;
use crate::formatting::php_date;

/// The site's formats and time zone.
#[derive(Clone, Debug)]
pub(super) struct Dates<'a> {
    settings: &'a Settings,
    date_format: String,
    time_format: String,
}

impl<'a> Dates<'a> {
    /// The site's formats.
    pub fn new(settings: &'a Settings) -> Self {
        let words = settings.words();
        let or = |name: &str, usual: &str| {
            Some(settings.text(name)).filter(|text| !text.is_empty()).unwrap_or(usual.to_owned())
        };
        Self {
            settings,
            date_format: or("date_format", words.say("F j, Y")),
            time_format: or("time_format", words.say("g:i a")),
        }
    }

    /// The moment of a local time, with its offset from UTC.
    fn moment(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        let seconds = self.settings.offset_seconds(self.settings.to_utc(local));
        let offset = i32::try_from(seconds).ok().and_then(FixedOffset::east_opt);
        let offset = offset.unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc));
        offset.from_local_datetime(&local).single().unwrap_or_else(|| local.and_utc().fixed_offset())
    }

    /// By a format of PHP's.
    pub fn format(&self, local: NaiveDateTime, format: &str) -> String {
        let zone = self.settings.text("timezone_string");
        php_date(format, &self.moment(local), &zone, self.settings.words().calendar())
    }

    /// The date.
    pub fn date(&self, local: NaiveDateTime) -> String {
        self.format(local, &self.date_format)
    }

    /// The time of day.
    pub fn time(&self, local: NaiveDateTime) -> String {
        self.format(local, &self.time_format)
    }

    /// As `<time datetime>` wants it.
    pub fn iso(&self, local: NaiveDateTime) -> String {
        self.moment(local).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}
