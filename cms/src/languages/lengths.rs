//! Lengths of time in words: the counting of WordPress's `human_time_diff`.

/// The units in seconds with their texts, and the seconds from which the next one is used.
const UNITS: [(i64, [&str; 2], i64); 7] = [
    (1, ["%s second", "%s seconds"], 60),
    (60, ["%s minute", "%s minutes"], 3_600),
    (3_600, ["%s hour", "%s hours"], 86_400),
    (86_400, ["%s day", "%s days"], 604_800),
    (604_800, ["%s week", "%s weeks"], 2_592_000),
    (2_592_000, ["%s month", "%s months"], 31_536_000),
    (31_536_000, ["%s year", "%s years"], i64::MAX),
];

/// The time between two Unix times, rounded to its largest unit: how many, and the text for one and for more of them.
pub(super) fn largest_unit_between(from: i64, to: i64) -> (i64, [&'static str; 2]) {
    let seconds = to.saturating_sub(from).saturating_abs();
    let (length, texts, _) = UNITS.into_iter().find(|(_, _, limit)| seconds < *limit).unwrap_or(UNITS[6]);
    // Halves are rounded up, and nothing is shorter than one.
    (((seconds + length / 2) / length).max(1), texts)
}

/// The texts of all units.
#[cfg(test)]
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    UNITS.into_iter().map(|(_, [one, _], _)| one)
}
