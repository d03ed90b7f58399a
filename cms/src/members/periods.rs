//! When periods begin. They are counted from an anchor, so that 31 January is followed by 28 February and 31 March.

use chrono::{Months, NaiveDateTime};

use super::Subscription;

/// Months of a period: `month` or `year`.
fn months(every: &str) -> u32 {
    if every == "year" { 12 } else { 1 }
}

/// When period `number` since `anchor` begins.
pub(super) fn start(anchor: NaiveDateTime, every: &str, number: i64) -> NaiveDateTime {
    let months = u32::try_from(number.max(0)).unwrap_or(u32::MAX).saturating_mul(months(every));
    anchor.checked_add_months(Months::new(months)).unwrap_or(anchor)
}

/// The period that follows: its number, its beginning and its end. Periods that passed while no runner was there are
/// left out: nobody pays for several at once.
pub(super) fn next(subscription: &Subscription, now: NaiveDateTime) -> (i64, NaiveDateTime, NaiveDateTime) {
    let at = |number| start(subscription.anchor, &subscription.every, number);
    let mut number = subscription.period + 1;
    while at(number + 1) <= now && at(number + 1) > at(number) {
        number += 1;
    }
    (number, at(number), at(number + 1))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(12, 0, 0).unwrap()
    }

    #[test]
    fn the_last_of_a_month_stays_the_last_and_comes_back() {
        let anchor = day(2026, 1, 31);
        assert_eq!(start(anchor, "month", 1), day(2026, 2, 28));
        assert_eq!(start(anchor, "month", 2), day(2026, 3, 31));
        assert_eq!(start(day(2024, 2, 29), "year", 1), day(2025, 2, 28));
        assert_eq!(start(day(2024, 2, 29), "year", 4), day(2028, 2, 29));
    }
}
