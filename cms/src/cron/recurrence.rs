//! How often an event repeats: WordPress's schedules (`wp_get_schedules`).

use std::str::FromStr;

use crate::Error;

/// A schedule under WordPress's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// Every hour.
    Hourly,
    /// Every twelve hours.
    TwiceDaily,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
}

impl Recurrence {
    /// All of them, shortest first.
    pub const ALL: [Self; 4] = [Self::Hourly, Self::TwiceDaily, Self::Daily, Self::Weekly];

    /// WordPress's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hourly => "hourly",
            Self::TwiceDaily => "twicedaily",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// For people.
    pub fn display(self) -> &'static str {
        match self {
            Self::Hourly => "Once Hourly",
            Self::TwiceDaily => "Twice Daily",
            Self::Daily => "Once Daily",
            Self::Weekly => "Once Weekly",
        }
    }

    /// Seconds between two runs.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Hourly => 3_600,
            Self::TwiceDaily => 43_200,
            Self::Daily => 86_400,
            Self::Weekly => 604_800,
        }
    }
}

impl FromStr for Recurrence {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|recurrence| recurrence.name() == name);
        found.ok_or_else(|| Error::invalid("invalid_schedule", format!("'{name}' is not a valid schedule name.")))
    }
}
