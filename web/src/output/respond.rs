//! A finished page as an HTTP answer: conditional requests, encodings, and what the cache has to say about it.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::dev::RequestHead;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use chrono::{DateTime, Utc};

use super::encoding::{self, Accepted};
use super::{Policy, StoredPage, in_slices};

/// How an answer was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheState {
    /// It was kept.
    Hit,
    /// It was made for this request.
    Miss,
    /// It was kept and may be out of date: the database is away, or too slow.
    Stale,
    /// It is for this visitor alone.
    Bypass,
}

impl CacheState {
    /// The word in the header and in the metrics.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Stale => "stale",
            Self::Bypass => "bypass",
        }
    }
}

static CACHE_STATE: HeaderName = HeaderName::from_static("x-platen-cache");

/// The answer that `page` is to the request with this head at `now`.
pub fn respond(page: &Arc<StoredPage>, head: &RequestHead, state: CacheState, now: DateTime<Utc>) -> HttpResponse {
    let may_be_asked_again = page.status == StatusCode::OK && page.policy != Policy::NoStore;
    if may_be_asked_again && is_known(page, &head.headers) {
        return not_modified(page, state);
    }
    let (body, encoding) = page.body_for(Accepted::by(&head.headers));
    let mut response = HttpResponse::with_body(page.status, in_slices(body));
    let headers = response.headers_mut();
    for (name, value) in &page.headers {
        headers.append(name.clone(), value.clone());
    }
    page.policy.apply(headers);
    if page.body.len() >= encoding::SHORTEST {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, encoding);
    }
    if may_be_asked_again {
        say_version(page, headers);
    }
    say_state(page, headers, state, now);
    response
}

fn not_modified(page: &StoredPage, state: CacheState) -> HttpResponse {
    let mut response = HttpResponse::with_body(StatusCode::NOT_MODIFIED, BoxBody::new(actix_web::body::None::new()));
    let headers = response.headers_mut();
    say_version(page, headers);
    headers.insert(CACHE_STATE.clone(), HeaderValue::from_static(state.word()));
    response
}

fn say_version(page: &StoredPage, headers: &mut HeaderMap) {
    headers.insert(header::ETAG, page.etag.clone());
    if let Some(at) = page.last_modified
        && let Ok(value) = HeaderValue::from_str(&httpdate::fmt_http_date(at.into()))
    {
        headers.insert(header::LAST_MODIFIED, value);
    }
}

fn say_state(page: &StoredPage, headers: &mut HeaderMap, state: CacheState, now: DateTime<Utc>) {
    headers.insert(CACHE_STATE.clone(), HeaderValue::from_static(state.word()));
    if state == CacheState::Stale {
        let age = (now - page.made_at).to_std().unwrap_or(Duration::ZERO).as_secs();
        headers.insert(header::AGE, HeaderValue::from(age));
        headers.insert(header::WARNING, HeaderValue::from_static("110 - \"Response is Stale\""));
    }
}

/// Whether the browser has this version already. An ETag, where one is given, decides alone (RFC 9110).
fn is_known(page: &StoredPage, headers: &HeaderMap) -> bool {
    if let Some(value) = headers.get(header::IF_NONE_MATCH) {
        let Ok(list) = value.to_str() else { return false };
        let own = opaque(page.etag.to_str().unwrap_or_default());
        return list.trim() == "*" || list.split(',').any(|tag| opaque(tag) == own);
    }
    let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    match (since.and_then(|since| httpdate::parse_http_date(since).ok()), page.last_modified) {
        (Some(since), Some(changed)) => DateTime::<Utc>::from(since).timestamp() >= changed.timestamp(),
        _ => false,
    }
}

fn opaque(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}
