//! What `@wordpress/date` needs to write dates as the site does (WordPress prints it before the script).

use cms::Site;
use cms::languages::{self, Calendar};
use serde_json::{Map, Value, json};

/// The settings of `@wordpress/date` on this site.
pub fn settings(site: &Site, locale: &str) -> Value {
    let say = |text: &str| languages::say(locale, text);
    let settings = site.settings();
    let calendar = Calendar::of(locale);
    let months =
        |name: fn(&Calendar, u32) -> &'static str| (1..=12).map(|month| name(&calendar, month)).collect::<Vec<_>>();
    let days = |name: fn(&Calendar, u32) -> &'static str| (0..7).map(|day| name(&calendar, day)).collect::<Vec<_>>();
    let half = |is_afternoon, in_capitals| calendar.half_of_day(is_afternoon, in_capitals);
    let (time, date) = (settings.text("time_format"), settings.text("date_format"));
    let hours = settings.offset_seconds(site.host().now()) as f64 / 3600.0;
    json!({
        "l10n": {
            "locale": locale,
            "months": months(Calendar::month),
            "monthsShort": months(Calendar::short_month),
            "weekdays": days(Calendar::weekday),
            "weekdaysShort": days(Calendar::short_weekday),
            "meridiem": {
                "am": half(false, false), "pm": half(true, false), "AM": half(false, true), "PM": half(true, true),
            },
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
