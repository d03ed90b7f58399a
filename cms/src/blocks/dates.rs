//! Dates as the site writes them.

use chrono::{FixedOffset, NaiveDateTime, TimeZone};

use crate::Site;
use crate::formatting::php_date;

/// A moment of the site's own time by a format of PHP's `date()`, in the site's language; an empty format is the site's own.
pub fn written(site: &Site, format: &str, local: NaiveDateTime) -> String {
    let settings = site.settings();
    let own = settings.text("date_format");
    let format = if format.is_empty() { &own } else { format };
    let seconds = settings.offset_seconds(settings.to_utc(local));
    let offset = i32::try_from(seconds).ok().and_then(FixedOffset::east_opt);
    let offset =
        offset.unwrap_or_else(|| FixedOffset::east_opt(0).unwrap_or_else(|| unreachable!("zero is an offset")));
    let name = settings.text("timezone_string");
    let name = if name.is_empty() { offset.to_string() } else { name };
    match offset.from_local_datetime(&local).single() {
        Some(date) => php_date(format, &date, &name, settings.words().calendar()),
        None => String::new(),
    }
}
