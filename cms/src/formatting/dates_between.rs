//! The time between two moments in words: WordPress's `human_time_diff`.

/// The units in seconds, and the seconds from which the next one is used.
const UNITS: [(i64, &str, i64); 7] = [
    (1, "second", 60),
    (60, "minute", 3_600),
    (3_600, "hour", 86_400),
    (86_400, "day", 604_800),
    (604_800, "week", 2_592_000),
    (2_592_000, "month", 31_536_000),
    (31_536_000, "year", i64::MAX),
];

/// WordPress's `human_time_diff`: the time between two Unix times, rounded to its largest unit (`3 hours`).
pub fn human_time_diff(from: i64, to: i64) -> String {
    let seconds = to.saturating_sub(from).saturating_abs();
    let (length, unit, _) = UNITS.into_iter().find(|(_, _, limit)| seconds < *limit).unwrap_or(UNITS[6]);
    // Halves are rounded up, and nothing is shorter than one.
    let count = ((seconds + length / 2) / length).max(1);
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_is_rounded() {
        assert_eq!(human_time_diff(0, 0), "1 second");
        assert_eq!(human_time_diff(100, 10), "2 minutes");
        assert_eq!(human_time_diff(0, 3_599), "60 minutes");
        assert_eq!(human_time_diff(0, 86_400 * 10), "1 week");
        assert_eq!(human_time_diff(0, 86_400 * 700), "2 years");
    }
}
