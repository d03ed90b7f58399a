//! What has been made for a request, before anybody knows whether it is kept.

use std::borrow::Cow;

use bytes::Bytes;
use chrono::NaiveDateTime;
use cms::CacheTag;

use super::Policy;

/// An answer with a body, made from the rows of a site.
#[derive(Clone, Debug)]
pub struct Made {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Cow<'static, str>,
    /// Further headers, in their order; a name may be repeated.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Bytes,
    /// What it was made from.
    pub tags: Vec<CacheTag>,
    /// The last change of what it shows, in UTC, where others are to be told (feeds).
    pub last_modified: Option<NaiveDateTime>,
    /// The post that it is about, where it is about one.
    pub post_id: Option<i64>,
    /// What others may do with it.
    pub policy: Policy,
    /// Whether it is the same for everybody, so that it may be kept here.
    pub may_be_kept: bool,
}

/// WordPress's type of pages.
pub const HTML: &str = "text/html; charset=UTF-8";

impl Made {
    /// A page with this status.
    pub fn html(status: u16, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            content_type: Cow::Borrowed(HTML),
            headers: Vec::new(),
            body: body.into(),
            tags: Vec::new(),
            last_modified: None,
            post_id: None,
            policy: Policy::SharedPage,
            may_be_kept: false,
        }
    }

    /// Something else than a page, the same for everybody, made from `tags`.
    pub fn document(content_type: impl Into<Cow<'static, str>>, body: impl Into<Bytes>, tags: Vec<CacheTag>) -> Self {
        Self { content_type: content_type.into(), tags, may_be_kept: true, ..Self::html(200, body) }
    }

    /// An empty answer that sends the visitor to `location`.
    pub fn redirect(status: u16, location: String) -> Self {
        let headers = vec![("x-redirect-by", "WordPress".to_owned()), ("location", location)];
        Self { headers, ..Self::html(status, Bytes::new()) }
    }

    /// The same under another policy.
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }
}
