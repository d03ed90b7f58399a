//! Dates as PHP's `date()` and WordPress's `wp_date` write them.

use std::fmt::Write;

use chrono::{DateTime, Datelike, Offset, TimeZone, Timelike};

use crate::languages::Calendar;

/// Writes `date` by a format of PHP's `date()`; a backslash keeps the letter after it.
///
/// `timezone` is the name for the letter `e`: a zone's name or an offset. Names of months, days and halves of the day are
/// the calendar's, but for whole dates (`c`, `r`), which machines read.
pub fn php_date<Zone: TimeZone>(format: &str, date: &DateTime<Zone>, timezone: &str, calendar: &Calendar) -> String {
    let names = Names { calendar, beside_a_day: names_a_day(format) };
    let mut written = String::with_capacity(format.len() * 3);
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => written.extend(letters.next()),
            'c' => written.push_str(&php_date("Y-m-d\\TH:i:sP", date, timezone, &Calendar::default())),
            'r' => written.push_str(&php_date("D, d M Y H:i:s O", date, timezone, &Calendar::default())),
            // Writing to a string cannot fail.
            _ => drop(write_letter(&mut written, letter, date, timezone, names)),
        }
    }
    written
}

/// How months are named: many languages have another form beside a day.
#[derive(Clone, Copy)]
struct Names<'a> {
    calendar: &'a Calendar,
    beside_a_day: bool,
}

/// Whether a format has a day of the month.
fn names_a_day(format: &str) -> bool {
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => _ = letters.next(),
            'd' | 'j' => return true,
            _ => {}
        }
    }
    false
}

fn write_letter<Zone: TimeZone>(
    out: &mut String,
    letter: char,
    date: &DateTime<Zone>,
    timezone: &str,
    names: Names<'_>,
) -> std::fmt::Result {
    match letter {
        'd' | 'D' | 'j' | 'l' | 'N' | 'S' | 'w' | 'z' | 'W' | 'o' => write_day(out, letter, date, names.calendar),
        'F' | 'm' | 'M' | 'n' | 't' | 'L' | 'Y' | 'y' | 'X' | 'x' => write_month(out, letter, date, names),
        'a' | 'A' | 'B' | 'g' | 'G' | 'h' | 'H' | 'i' | 's' | 'u' | 'v' => {
            write_time(out, letter, date, names.calendar)
        }
        'e' | 'I' | 'O' | 'P' | 'p' | 'T' | 'Z' | 'U' => write_zone(out, letter, date, timezone),
        other => {
            out.push(other);
            Ok(())
        }
    }
}

fn write_day<Zone: TimeZone>(
    out: &mut String,
    letter: char,
    date: &DateTime<Zone>,
    calendar: &Calendar,
) -> std::fmt::Result {
    let weekday = date.weekday();
    let number = weekday.num_days_from_sunday();
    match letter {
        'd' => write!(out, "{:02}", date.day()),
        'D' => out.write_str(calendar.short_weekday(number)),
        'j' => write!(out, "{}", date.day()),
        'l' => out.write_str(calendar.weekday(number)),
        'N' => write!(out, "{}", weekday.number_from_monday()),
        'S' => write!(out, "{}", ordinal_suffix(date.day())),
        'w' => write!(out, "{number}"),
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

fn write_month<Zone: TimeZone>(
    out: &mut String,
    letter: char,
    date: &DateTime<Zone>,
    names: Names<'_>,
) -> std::fmt::Result {
    let (year, month) = (date.year(), date.month());
    match letter {
        'F' if names.beside_a_day => out.write_str(names.calendar.month(month)),
        'F' => out.write_str(names.calendar.month_alone(month)),
        'm' => write!(out, "{month:02}"),
        'M' => out.write_str(names.calendar.short_month(month)),
        'n' => write!(out, "{month}"),
        't' => write!(out, "{}", days_in_month(year, month)),
        'L' => write!(out, "{}", u8::from(is_leap_year(year))),
        'y' => write!(out, "{:02}", year.rem_euclid(100)),
        'X' => write!(out, "{}{:04}", if year < 0 { '-' } else { '+' }, year.abs()),
        'x' if year > 9999 => write!(out, "+{year}"),
        _ => write!(out, "{}{:04}", if year < 0 { "-" } else { "" }, year.abs()),
    }
}

fn write_time<Zone: TimeZone>(
    out: &mut String,
    letter: char,
    date: &DateTime<Zone>,
    calendar: &Calendar,
) -> std::fmt::Result {
    let (afternoon, twelve) = date.hour12();
    match letter {
        'a' => out.write_str(calendar.half_of_day(afternoon, false)),
        'A' => out.write_str(calendar.half_of_day(afternoon, true)),
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
        written_in(format, "en_US")
    }

    fn written_in(format: &str, language: &str) -> String {
        php_date(format, &berlin(), "Europe/Berlin", &Calendar::of(language))
    }

    #[test]
    fn names_are_the_languages_and_whole_dates_are_for_machines() {
        assert_eq!(written_in("l, j. F Y, D, M, g:i a A", "de_DE"), "Sonntag, 1. Juli 2012, So, Jul, 3:04 pm PM");
        assert_eq!(written_in("l j F Y g:i a", "ar"), "الأحد 1 يوليو 2012 3:04 م");
        assert_eq!(
            (written_in("j F Y", "ru_RU"), written_in("F \\d Y", "ru_RU")),
            ("1 июля 2012".into(), "Июль d 2012".into())
        );
        assert_eq!((written_in("c", "ar"), written_in("r", "ar")), (written("c"), written("r")));
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
