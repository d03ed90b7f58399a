//! A page as bytes, for Redis and for the disk: one line of JSON, then the body.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use cms::{CacheTag, Moment};
use serde::{Deserialize, Serialize};

use super::StoredPage;
use super::page::Restored;

#[derive(Serialize, Deserialize)]
struct Head {
    key: String,
    site_id: i64,
    status: u16,
    headers: Vec<(String, String)>,
    etag: String,
    last_modified: Option<DateTime<Utc>>,
    tags: Vec<String>,
    position: i64,
    made_at: DateTime<Utc>,
}

/// The record of a page that is kept under `key`.
pub fn write(key: &str, page: &StoredPage) -> Option<Vec<u8>> {
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
    let headers = page.headers.iter().map(|(name, value)| Some((name.as_str().to_owned(), text(value)?)));
    let head = Head {
        key: key.to_owned(),
        site_id: page.site_id,
        status: page.status.as_u16(),
        headers: headers.collect::<Option<_>>()?,
        etag: text(&page.etag)?,
        last_modified: page.last_modified,
        tags: page.tags.iter().map(CacheTag::to_string).collect(),
        position: page.position,
        made_at: page.made_at,
    };
    let mut record = serde_json::to_vec(&head).ok()?;
    record.push(b'\n');
    record.extend_from_slice(&page.body);
    Some(record)
}

/// The page of a record, if it is whole and was written for `key`. It counts as fresh from `moment` on: the caller has
/// to compare its position first.
pub fn read(key: &str, record: Vec<u8>, moment: Moment) -> Option<StoredPage> {
    let end = record.iter().position(|&byte| byte == b'\n')?;
    let head: Head = serde_json::from_slice(&record[..end]).ok()?;
    if head.key != key {
        return None;
    }
    let header = |(name, value): &(String, String)| Some((name.parse::<HeaderName>().ok()?, value.parse().ok()?));
    let parts = Restored {
        status: StatusCode::from_u16(head.status).ok()?,
        headers: head.headers.iter().map(header).collect::<Option<_>>()?,
        etag: head.etag.parse().ok()?,
        last_modified: head.last_modified,
        body: Bytes::from(record).slice(end + 1..),
        site_id: head.site_id,
        // A tag that this version does not know was written by a newer one: everything of the site stands for it.
        tags: head.tags.iter().map(|tag| tag.parse().unwrap_or(CacheTag::Site)).collect(),
        position: head.position,
        made_at: head.made_at,
    };
    Some(StoredPage::restored(parts, moment))
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use cms::Generations;

    use super::super::{Begun, Made};
    use super::*;

    #[test]
    fn a_page_survives_its_record() {
        let moment = Generations::default().now();
        let at = Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap();
        let mut made = Made::html(200, "<p>line\nline</p>");
        made.headers = vec![("link", "<a>; rel=\"b\"".to_owned())];
        made.tags = vec![CacheTag::Post(3)];
        made.last_modified = Some(at.naive_utc());
        let page = StoredPage::new(made, 7, Begun { moment, position: 42, at });
        let record = write("k", &page).unwrap();
        let again = read("k", record.clone(), moment).unwrap();
        assert_eq!(again.body, page.body);
        assert_eq!((again.site_id, again.position, again.made_at), (7, 42, at));
        assert_eq!((&again.headers, &again.tags, &again.etag), (&page.headers, &page.tags, &page.etag));
        assert_eq!(again.last_modified, page.last_modified);
        assert!(read("other", record.clone(), moment).is_none(), "another page's record");
        assert!(read("k", record[..20].to_vec(), moment).is_none(), "half a record");
    }
}
