//! A finished page with all that is needed to send it again without a thought.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use cms::{CacheTag, Generations, Moment};
use sha2::{Digest, Sha256};

use super::encoding::{self, Accepted};
use super::{Begun, Made, Policy};

/// A page, its encodings and what it rests on.
#[derive(Debug)]
pub struct StoredPage {
    pub(super) status: StatusCode,
    /// All headers but those that depend on the request.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) policy: Policy,
    pub(super) etag: HeaderValue,
    pub(super) last_modified: Option<DateTime<Utc>>,
    pub(super) body: Bytes,
    gzip: OnceLock<Option<Bytes>>,
    brotli: OnceLock<Option<Bytes>>,
    is_compressing: AtomicBool,
    pub(super) site_id: i64,
    pub(super) tags: Vec<CacheTag>,
    /// The outbox's watermark when the making began.
    pub(super) position: i64,
    pub(super) made_at: DateTime<Utc>,
    since: Moment,
    /// The latest moment at which it was found fresh: while no purge at all has come in, nothing needs to be compared.
    fresh_at: RwLock<Moment>,
}

impl StoredPage {
    /// What `made` is from now on.
    pub fn new(made: Made, site_id: i64, begun: Begun) -> Self {
        let content_type = ("content-type", made.content_type.into_owned());
        let headers = std::iter::once(content_type).chain(made.headers).filter_map(|(name, value)| {
            // A value that cannot stand in a header (a line break in a title) is left out, the page is not.
            Some((HeaderName::from_static(name), HeaderValue::from_str(&value).ok()?))
        });
        let mut tags = made.tags;
        if !tags.contains(&CacheTag::Settings) {
            // Which site answers to the host name, and whether it is switched on.
            tags.push(CacheTag::Settings);
        }
        let digest = hex::encode(&Sha256::digest(&made.body)[..16]);
        Self {
            status: StatusCode::from_u16(made.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: headers.collect(),
            policy: made.policy,
            etag: weak_tag(&digest),
            last_modified: made.last_modified.map(|at| at.and_utc()),
            body: made.body,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            is_compressing: AtomicBool::new(false),
            site_id,
            tags,
            position: begun.position,
            made_at: begun.at,
            since: begun.moment,
            fresh_at: RwLock::new(begun.moment),
        }
    }

    /// Whether it sends the visitor elsewhere.
    pub fn is_redirect(&self) -> bool {
        self.status.is_redirection()
    }

    /// The site, if this is one of its pages that people read.
    pub fn read_on(&self) -> Option<i64> {
        let kind = self.headers.iter().find(|(name, _)| name == actix_web::http::header::CONTENT_TYPE);
        let is_html = kind.is_some_and(|(_, kind)| kind.as_bytes().starts_with(b"text/html"));
        (is_html && self.status == StatusCode::OK).then_some(self.site_id)
    }

    /// Whether nothing that it was made from has been purged since its making began.
    pub fn is_fresh(&self, generations: &Generations) -> bool {
        let now = generations.now();
        if *self.fresh_at.read().unwrap_or_else(PoisonError::into_inner) == now {
            return true;
        }
        let fresh = generations.is_fresh(self.site_id, &self.tags, self.since);
        if fresh {
            *self.fresh_at.write().unwrap_or_else(PoisonError::into_inner) = now;
        }
        fresh
    }

    /// The body in the best encoding that is ready, and the encoding's name.
    pub(super) fn body_for(self: &Arc<Self>, accepted: Accepted) -> (Bytes, Option<HeaderValue>) {
        if self.body.len() >= encoding::SHORTEST && (accepted.brotli || accepted.gzip) {
            if let Some(Some(body)) = self.brotli.get().filter(|_| accepted.brotli) {
                return (body.clone(), Some(HeaderValue::from_static("br")));
            }
            self.compress_in_background();
            if let Some(Some(body)) = self.gzip.get().filter(|_| accepted.gzip) {
                return (body.clone(), Some(HeaderValue::from_static("gzip")));
            }
        }
        (self.body.clone(), None)
    }

    /// Sees to it that the gzip variant exists: whoever made the page waits for it, off the async threads.
    pub async fn compress(self: &Arc<Self>) {
        if self.body.len() < encoding::SHORTEST || self.gzip.get().is_some() {
            return;
        }
        let page = self.clone();
        let done = tokio::task::spawn_blocking(move || page.gzip.get_or_init(|| encoding::gzip(&page.body)).is_some());
        if let Err(error) = done.await {
            tracing::warn!(%error, "a page could not be compressed");
        }
    }

    /// For a page that is sent once: gzip, if the visitor takes it, and nothing in the background.
    pub async fn compress_once(self: &Arc<Self>, accepted: Accepted) {
        self.is_compressing.store(true, Ordering::Relaxed);
        if accepted.gzip {
            self.compress().await;
        }
    }

    /// Makes what is missing once; brotli takes its time and is worth it only for a page that is asked for again.
    fn compress_in_background(self: &Arc<Self>) {
        if self.is_compressing.swap(true, Ordering::Relaxed) {
            return;
        }
        let page = self.clone();
        drop(tokio::task::spawn_blocking(move || {
            page.gzip.get_or_init(|| encoding::gzip(&page.body));
            page.brotli.get_or_init(|| encoding::brotli(&page.body));
        }));
    }

    /// About how many bytes of memory it takes, encodings included.
    pub(super) fn weight(&self) -> u32 {
        let tags = self.tags.len() * 48;
        u32::try_from(self.body.len() + self.body.len() / 2 + tags + 1024).unwrap_or(u32::MAX)
    }

    /// A page that another front made, or this one before it was started anew. Fresh only from `moment` on, and only
    /// if the caller has found it so.
    pub(super) fn restored(parts: Restored, moment: Moment) -> Self {
        Self {
            status: parts.status,
            headers: parts.headers,
            policy: Policy::SharedPage,
            etag: parts.etag,
            last_modified: parts.last_modified,
            body: parts.body,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            is_compressing: AtomicBool::new(false),
            site_id: parts.site_id,
            tags: parts.tags,
            position: parts.position,
            made_at: parts.made_at,
            since: moment,
            fresh_at: RwLock::new(moment),
        }
    }
}

/// What a record of a page holds.
pub(super) struct Restored {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub etag: HeaderValue,
    pub last_modified: Option<DateTime<Utc>>,
    pub body: Bytes,
    pub site_id: i64,
    pub tags: Vec<CacheTag>,
    pub position: i64,
    pub made_at: DateTime<Utc>,
}

fn weak_tag(digest: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("W/\"{digest}\"")).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""))
}
