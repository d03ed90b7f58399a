//! Dates as PHP's `date()` and WordPress's `wp_date` write them, in English.

use std::fmt::Write;

use chrono::{DateTime, Datelike, Offset, TimeZone, Timelike};

/// Months, with the names that WordPress shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(u32);

/// Days of the week, with the names that WordPress shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekday(u32);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

impl Month {
    /// The month by its number from 1 to 12.
    pub fn of_number(number: u32) -> Option<Self> {
        (1..=12).contains(&number).then_some(Self(number))
    }

    /// `January`
    pub fn name(self) -> &'static str {
        MONTHS[self.0 as usize - 1]
    }

    /// `Jan`
    pub fn abbreviation(self) -> &'static str {
        &self.name()[..3]
    }
}

impl Weekday {
    /// The day by its number from 0 (Sunday) to 6.
    pub fn of_number(number: u32) -> Option<Self> {
        (number < 7).then_some(Self(number))
    }

    /// `Monday`
    pub fn name(self) -> &'static str {
        WEEKDAYS[self.0 as usize]
    }

    /// `Mon`
    pub fn abbreviation(self) -> &'static str {
        &self.name()[..3]
    }

    /// `M`
    pub fn initial(self) -> &'static str {
        &self.name()[..1]
    }
}

/// Writes `date` by a format of PHP's `date()`; a backslash keeps the letter after it.
///
/// `timezone` is the name for the letter `e`: a zone's name or an offset.
pub fn php_date<Zone: TimeZone>(format: &str, date: &DateTime<Zone>, timezone: &str) -> String {
    let mut written = String::with_capacity(format.len() * 3);
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => written.extend(letters.next()),
            'c' => written.push_str(&php_date("Y-m-d\\TH:i:sP", date, timezone)),
            'r' => written.push_str(&php_date("D, d M Y H:i:s O", date, timezone)),
            // Writing to a string cannot fail.
            _ => drop(write_letter(&mut written, letter, date, timezone)),
        }
    }
    written
}

fn write_letter<Zone: TimeZone>(
    out: &mut String,
    letter: char,
    date: &DateTime<Zone>,
    timezone: &str,
) -> std::fmt::Result {
    match letter {
        'd' | 'D' | 'j' | 'l' | 'N' | 'S' | 'w' | 'z' | 'W' | 'o' => write_day(out, letter, date),
        'F' | 'm' | 'M' | 'n' | 't' | 'L' | 'Y' | 'y' | 'X' | 'x' => write_month(out, letter, date),
        'a' | 'A' | 'B' | 'g' | 'G' | 'h' | 'H' | 'i' | 's' | 'u' | 'v' => write_time(out, letter, date),
        'e' | 'I' | 'O' | 'P' | 'p' | 'T' | 'Z' | 'U' => write_zone(out, letter, date, timezone),
        other => {
            out.push(other);
            Ok(())
        }
    }
}

fn write_day<Zone: TimeZone>(out: &mut String, letter: char, date: &DateTime<Zone>) -> std::fmt::Result {
    let weekday = date.weekday();
    let name = WEEKDAYS[weekday.num_days_from_sunday() as usize];
    match letter {
        'd' => write!(out, "{:02}", date.day()),
        'D' => write!(out, "{}", &name[..3]),
        'j' => write!(out, "{}", date.day()),
        'l' => write!(out, "{name}"),
        'N' => write!(out, "{}", weekday.number_from_monday()),
        'S' => write!(out, "{}", ordinal_suffix(date.day())),
        'w' => write!(out, "{}", weekday.num_days_from_sunday()),
        'z' => write!(out, "{}", date.ordinal0()),
        'W' => write!(out, "{:02}", date.iso_week().week()),
        _ => write!(out, "{}", date.iso_week().year()),
    }
}

fn ordinal_suffix(day: u32) -> &'static str {
    match (day, day % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn write_month<Zone: TimeZone>(out: &mut String, letter: char, date: &DateTime<Zone>) -> std::fmt::Result {
    let (year, month) = (date.year(), date.month());
    let name = MONTHS[date.month0() as usize];
    match letter {
        'F' => write!(out, "{name}"),
        'm' => write!(out, "{month:02}"),
        'M' => write!(out, "{}", &name[..3]),
        'n' => write!(out, "{month}"),
        't' => write!(out, "{}", days_in_month(year, month)),
        'L' => write!(out, "{}", u8::from(is_leap_year(year))),
        'y' => write!(out, "{:02}", year.rem_euclid(100)),
        'X' => write!(out, "{}{:04}", if year < 0 { '-' } else { '+' }, year.abs()),
        'x' if year > 9999 => write!(out, "+{year}"),
        _ => write!(out, "{}{:04}", if year < 0 { "-" } else { "" }, year.abs()),
    }
}

fn write_time<Zone: TimeZone>(out: &mut String, letter: char, date: &DateTime<Zone>) -> std::fmt::Result {
    let (afternoon, twelve) = date.hour12();
    match letter {
        'a' => write!(out, "{}", if afternoon { "pm" } else { "am" }),
        'A' => write!(out, "{}", if afternoon { "PM" } else { "AM" }),
        'B' => write!(out, "{:03}", (date.timestamp() + 3_600).rem_euclid(86_400) * 10 / 864),
        'g' => write!(out, "{twelve}"),
        'G' => write!(out, "{}", date.hour()),
        'h' => write!(out, "{twelve:02}"),
        'H' => write!(out, "{:02}", date.hour()),
        'i' => write!(out, "{:02}", date.minute()),
        's' => write!(out, "{:02}", date.second()),
        'u' => write!(out, "{:06}", date.timestamp_subsec_micros()),
        _ => write!(out, "{:03}", date.timestamp_subsec_millis()),
    }
}

fn write_zone<Zone: TimeZone>(
    out: &mut String,
    letter: char,
    date: &DateTime<Zone>,
    timezone: &str,
) -> std::fmt::Result {
    let offset = date.offset().fix().local_minus_utc();
    match letter {
        'e' => write!(out, "{timezone}"),
        'I' => write!(out, "{}", u8::from(is_summer_time(date))),
        'O' => write_offset(out, offset, ""),
        'p' if offset == 0 => write!(out, "Z"),
        'P' | 'p' => write_offset(out, offset, ":"),
        'T' => write_zone_abbreviation(out, date, timezone),
        'Z' => write!(out, "{offset}"),
        _ => write!(out, "{}", date.timestamp()),
    }
}

fn write_offset(out: &mut String, offset: i32, separator: &str) -> std::fmt::Result {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    write!(out, "{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
}

/// A zone is on summer time when it is further ahead than in the other half of its year.
fn is_summer_time<Zone: TimeZone>(date: &DateTime<Zone>) -> bool {
    let zone = date.timezone();
    let offset = |month| {
        zone.with_ymd_and_hms(date.year(), month, 1, 12, 0, 0)
            .earliest()
            .map(|day| day.offset().fix().local_minus_utc())
    };
    let standard = [offset(1), offset(7)].into_iter().flatten().min();
    standard.is_some_and(|standard| date.offset().fix().local_minus_utc() > standard)
}

/// `CET` where the zone's database has an abbreviation, else the offset.
fn write_zone_abbreviation<Zone: TimeZone>(
    out: &mut String,
    date: &DateTime<Zone>,
    timezone: &str,
) -> std::fmt::Result {
    let offset = date.offset().fix().local_minus_utc();
    let in_zone = timezone.parse::<chrono_tz::Tz>().ok().map(|zone| date.with_timezone(&zone));
    match in_zone.map(|date| date.format("%Z").to_string()) {
        Some(name) if name.starts_with(|character: char| character.is_ascii_alphabetic()) => write!(out, "{name}"),
        _ => write_offset(out, offset, ":"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> DateTime<chrono_tz::Tz> {
        chrono_tz::Europe::Berlin.with_ymd_and_hms(2012, 7, 1, 15, 4, 5).unwrap()
    }

    fn written(format: &str) -> String {
        php_date(format, &berlin(), "Europe/Berlin")
    }

    #[test]
    fn days_and_weeks_are_written() {
        assert_eq!(written("d D j l N S w z W o"), "01 Sun 1 Sunday 7 st 0 182 26 2012");
    }

    #[test]
    fn months_and_years_are_written() {
        assert_eq!(written("F m M n t L Y y"), "July 07 Jul 7 31 1 2012 12");
    }

    #[test]
    fn times_are_written() {
        assert_eq!(written("a A B g G h H i s u v"), "pm PM 586 3 15 03 15 04 05 000000 000");
    }

    #[test]
    fn zones_are_written() {
        assert_eq!(written("e I O P T Z U"), "Europe/Berlin 1 +0200 +02:00 CEST 7200 1341147845");
    }

    #[test]
    fn whole_dates_and_kept_letters_are_written() {
        assert_eq!(written("c"), "2012-07-01T15:04:05+02:00");
        assert_eq!(written("r"), "Sun, 01 Jul 2012 15:04:05 +0200");
        assert_eq!(written("jS \\of F \\\\"), "1st of July \\");
    }

    #[test]
    fn ordinals_of_the_teens_are_regular() {
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30].map(ordinal_suffix).join(" "),
            "st nd rd th th th th st nd rd th"
        );
    }
}
