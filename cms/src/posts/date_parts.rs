//! Conditions on parts of a post's date: a year, a month of any year, an hour of any day.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, Condition};

use super::entity::Column;
use crate::Site;

/// Parts of a date that posts must have; `None` for any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateParts {
    /// Year.
    pub year: Option<u32>,
    /// Month, from 1.
    pub month: Option<u32>,
    /// Day of the month, from 1.
    pub day: Option<u32>,
    /// Week of the year, as MySQL counts it with weeks from Monday or Sunday.
    pub week: Option<u32>,
    /// Hour.
    pub hour: Option<u32>,
    /// Minute.
    pub minute: Option<u32>,
    /// Second.
    pub second: Option<u32>,
}

impl DateParts {
    /// The condition. What begins with a year is a range of dates, which an index serves; the rest is looked at row by row.
    pub(super) fn condition(&self, site: &Site) -> Condition {
        let mut condition = Condition::all();
        let ranged = self.range();
        if let Some((from, until)) = ranged {
            let midnight = NaiveTime::default();
            condition =
                condition.add(Column::Date.gte(from.and_time(midnight))).add(Column::Date.lt(until.and_time(midnight)));
        }
        let by_row = [
            ("YEAR", "%Y", self.year.filter(|_| ranged.is_none())),
            ("MONTH", "%m", self.month.filter(|_| ranged.is_none())),
            ("DAY", "%d", self.day.filter(|_| ranged.is_none())),
            ("WEEK", "%W", self.week),
            ("HOUR", "%H", self.hour),
            ("MINUTE", "%M", self.minute),
            ("SECOND", "%S", self.second),
        ];
        for (field, format, wanted) in by_row {
            if let Some(wanted) = wanted {
                condition = condition.add(part(site, field, format).eq(wanted));
            }
        }
        condition
    }

    /// The days from a year's, a month's or a day's first to the next one's.
    fn range(&self) -> Option<(NaiveDate, NaiveDate)> {
        let year = i32::try_from(self.year?).ok()?;
        let from = NaiveDate::from_ymd_opt(
            year,
            self.month.unwrap_or(1),
            self.day.filter(|_| self.month.is_some()).unwrap_or(1),
        )?;
        let until = match (self.month, self.day) {
            (None, None) => NaiveDate::from_ymd_opt(from.year() + 1, 1, 1)?,
            (Some(_), None) => from.checked_add_months(Months::new(1))?,
            (Some(_), Some(_)) => from.checked_add_days(Days::new(1))?,
            (None, Some(_)) => return None,
        };
        Some((from, until))
    }
}

fn part(site: &Site, field: &str, format: &str) -> SimpleExpr {
    let text = if site.host().database().is_postgres() {
        format!("EXTRACT({field} FROM posts.date)")
    } else {
        format!("strftime('{format}', posts.date)")
    };
    Expr::cust(text).cast_as(Alias::new("integer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(parts: DateParts) -> Option<(String, String)> {
        parts.range().map(|(from, until)| (from.to_string(), until.to_string()))
    }

    #[test]
    fn a_date_archive_is_a_range_of_days() {
        let year = DateParts { year: Some(2012), ..DateParts::default() };
        assert_eq!(days(year), Some(("2012-01-01".into(), "2013-01-01".into())));
        let month = DateParts { month: Some(12), ..year };
        assert_eq!(days(month), Some(("2012-12-01".into(), "2013-01-01".into())));
        let day = DateParts { day: Some(31), ..month };
        assert_eq!(days(day), Some(("2012-12-31".into(), "2013-01-01".into())));
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_no_range() {
        assert_eq!(days(DateParts { year: Some(2012), month: Some(13), ..DateParts::default() }), None);
        assert_eq!(days(DateParts { month: Some(1), ..DateParts::default() }), None);
        assert_eq!(days(DateParts { year: Some(2012), day: Some(3), ..DateParts::default() }), None);
    }
}
