//! What `@wordpress/date` needs to write dates as the site does (WordPress prints it before the script).

use cms::formatting::{Month, Weekday};
use cms::{Site, languages};
use serde_json::{Map, Value, json};

/// The settings of `@wordpress/date` on this site.
pub fn settings(site: &Site, locale: &str) -> Value {
    let say = |text: &str| languages::say(locale, text);
    let settings = site.settings();
    let months: Vec<Month> = (1..=12).filter_map(Month::of_number).collect();
    let days: Vec<Weekday> = (0..7).filter_map(Weekday::of_number).collect();
    let (time, date) = (settings.text("time_format"), settings.text("date_format"));
    let hours = settings.offset_seconds(site.host().now()) as f64 / 3600.0;
    json!({
        "l10n": {
            "locale": locale,
            "months": months.iter().map(|month| say(month.name())).collect::<Vec<_>>(),
            "monthsShort": months.iter().map(|month| say(month.abbreviation())).collect::<Vec<_>>(),
            "weekdays": days.iter().map(|day| say(day.name())).collect::<Vec<_>>(),
            "weekdaysShort": days.iter().map(|day| say(day.abbreviation())).collect::<Vec<_>>(),
            "meridiem": {"am": "am", "pm": "pm", "AM": "AM", "PM": "PM"},
            "relative": relative(say),
            "startOfWeek": settings.number("start_of_week"),
        },
        "formats": {
            "time": time, "date": date, "datetime": format!("{date} {time}"), "datetimeAbbreviated": "M j, Y g:i a",
        },
        "timezone": {
            "offset": hours,
            "offsetFormatted": hours.to_string(),
            "string": settings.text("timezone_string"),
            "abbr": "",
        },
    })
}

/// What moment.js calls lengths of time.
fn relative(say: impl Fn(&str) -> String) -> Value {
    let words = [
        ("future", "%s from now"),
        ("past", "%s ago"),
        ("s", "a second"),
        ("ss", "%d seconds"),
        ("m", "a minute"),
        ("mm", "%d minutes"),
        ("h", "an hour"),
        ("hh", "%d hours"),
        ("d", "a day"),
        ("dd", "%d days"),
        ("M", "a month"),
        ("MM", "%d months"),
        ("y", "a year"),
        ("yy", "%d years"),
    ];
    words.into_iter().map(|(name, text)| (name.to_owned(), json!(say(text)))).collect::<Map<_, _>>().into()
}
