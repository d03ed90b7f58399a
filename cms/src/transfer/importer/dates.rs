//! The dates of a post: four fields and a feed's date, of which old and hand-made exports leave some out.

use super::super::reader::{CommentRecord, DateField, PostRecord};
use crate::Settings;
use chrono::NaiveDateTime;

/// A post's date in the site's time, and how it was come by.
pub(super) struct LocalDate {
    pub(super) date: NaiveDateTime,
    /// A sentence's end, if it did not simply stand in `wp:post_date`.
    pub(super) remark: Option<&'static str>,
}

/// The post's own date, else the one that the others tell; none if the file tells none.
pub(super) fn local_date(record: &PostRecord, settings: &Settings) -> Option<LocalDate> {
    if let Some(date) = record.date.at() {
        return Some(LocalDate { date, remark: None });
    }
    let (utc, remark) = match (record.date_gmt.at(), record.published.at()) {
        (Some(utc), _) => (utc, "has no readable wp:post_date; its wp:post_date_gmt was taken"),
        (None, Some(utc)) => (utc, "has no readable wp:post_date; its pubDate was taken"),
        (None, None) => return None,
    };
    Some(LocalDate { date: settings.to_local(utc), remark: Some(remark) })
}

/// The date in UTC. A draft's zero date stays none: it floats until it is published.
pub(super) fn utc_date(record: &PostRecord, local: NaiveDateTime, settings: &Settings) -> Option<NaiveDateTime> {
    let floats = matches!(record.status.as_str(), "draft" | "pending" | "auto-draft");
    match record.date_gmt.at() {
        Some(utc) => Some(utc),
        None if floats && record.date_gmt == DateField::Zero => None,
        None => Some(settings.to_utc(local)),
    }
}

/// The last change in the site's time and in UTC; older exports do not tell it, and the date stands in.
pub(super) fn modified_dates(
    record: &PostRecord,
    local: NaiveDateTime,
    utc: Option<NaiveDateTime>,
    settings: &Settings,
) -> (NaiveDateTime, NaiveDateTime) {
    match (record.modified.at(), record.modified_gmt.at()) {
        (Some(modified), Some(modified_gmt)) => (modified, modified_gmt),
        (Some(modified), None) => (modified, settings.to_utc(modified)),
        (None, Some(modified_gmt)) => (settings.to_local(modified_gmt), modified_gmt),
        (None, None) => (local, utc.unwrap_or_else(|| settings.to_utc(local))),
    }
}

/// A comment's date in the site's time and in UTC; none if the file tells neither.
pub(super) fn comment_dates(record: &CommentRecord, settings: &Settings) -> Option<(NaiveDateTime, NaiveDateTime)> {
    match (record.date.at(), record.date_gmt.at()) {
        (Some(date), Some(date_gmt)) => Some((date, date_gmt)),
        (Some(date), None) => Some((date, settings.to_utc(date))),
        (None, Some(date_gmt)) => Some((settings.to_local(date_gmt), date_gmt)),
        (None, None) => None,
    }
}
