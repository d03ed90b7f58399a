//! A year of cron expressions in twelve time zones, against a walk over every quarter of an hour of that year.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;

use super::CronExpression;

const ZONES: [&str; 12] = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Pacific/Auckland",
    "America/Santiago",
];

/// Fixed times of a day, as a cron expression and as what it means.
const DAILY: [(&str, u32, u32); 5] = [
    ("30 2 * * *", 2, 30),
    ("0 0 * * *", 0, 0),
    ("30 1 * * *", 1, 30),
    ("15 12 * * *", 12, 15),
    ("45 23 * * *", 23, 45),
];

fn first_minute() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_time(NaiveTime::MIN)
}

/// When the expression comes due in a year, by its own word.
fn due(text: &str, zone: &str) -> Vec<NaiveDateTime> {
    let expression = CronExpression::parse(text, zone, first_minute()).unwrap();
    let end = first_minute() + Duration::days(365);
    let mut all = Vec::new();
    let mut last = first_minute() - Duration::minutes(1);
    while let Some(next) = expression.next_after(last).filter(|next| *next < end) {
        all.push(next);
        last = next;
    }
    all
}

/// The same by a walk: the first instant of each local day whose local time is at or after the asked
/// one (which is the asked one, the first of two, or the first after a gap).
fn walked(hour: u32, minute: u32, zone: Tz) -> Vec<NaiveDateTime> {
    let mut all = Vec::new();
    let mut done = None;
    let asked = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    for quarter in -96..365 * 96 {
        let instant = first_minute() + Duration::minutes(quarter * 15);
        let local = zone.from_utc_datetime(&instant).naive_local();
        if local.time() >= asked && done != Some(local.date()) {
            done = Some(local.date());
            if instant >= first_minute() {
                all.push(instant);
            }
        }
    }
    all
}

#[test]
fn g15_a_skipped_local_time_runs_at_the_next_valid_instant_and_a_repeated_one_once() {
    for zone in ZONES {
        for (text, hour, minute) in DAILY {
            assert_eq!(due(text, zone), walked(hour, minute, zone.parse().unwrap()), "{text} in {zone}");
        }
    }
}

#[test]
fn g15_a_list_of_times_is_as_good_as_each_of_them() {
    for zone in ZONES {
        let tz: Tz = zone.parse().unwrap();
        let mut each: Vec<NaiveDateTime> = [1, 2, 3].into_iter().flat_map(|hour| walked(hour, 0, tz)).collect();
        each.sort_unstable();
        each.dedup();
        assert_eq!(due("0 1,2,3 * * *", zone), each, "{zone}");
        assert_eq!(due("0 1-3 * * *", zone), each, "{zone}");
    }
}

#[test]
fn g15_weekdays_and_months_are_those_of_the_zone() {
    for zone in ZONES {
        let tz: Tz = zone.parse().unwrap();
        for instant in due("0 12 1 * *", zone) {
            assert_eq!(tz.from_utc_datetime(&instant).day(), 1, "{zone}");
        }
        let mondays = due("45 6 * * 1", zone);
        assert_eq!(mondays.len(), 52, "{zone}");
        assert!(mondays.iter().all(|at| tz.from_utc_datetime(at).weekday() == chrono::Weekday::Mon), "{zone}");
    }
}

#[test]
fn d11_what_repeats_within_the_hour_goes_on_by_elapsed_time() {
    for zone in ZONES.into_iter().filter(|zone| *zone != "Africa/Casablanca") {
        let all = due("*/15 * * * *", zone);
        let steps: Vec<i64> = all.windows(2).map(|pair| (pair[1] - pair[0]).num_minutes()).collect();
        assert!(steps.iter().all(|step| *step == 15), "{zone}: {:?}", steps.iter().max());
        assert!(all.iter().all(|at| at.minute() % 15 == 0), "{zone}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let refused = |text: &str, zone: &str| CronExpression::parse(text, zone, first_minute()).unwrap_err().code();
    assert_eq!(refused("* * * * *", "Europe/Atlantis"), "invalid_timezone");
    assert_eq!(refused("0 0 30 2 *", "UTC"), "cron_expression_never_due");
    for text in ["", "every day", "61 * * * *", "* * * * * *", "*/0 * * * *"] {
        assert_eq!(refused(text, "UTC"), "invalid_cron_expression", "{text}");
    }
}
