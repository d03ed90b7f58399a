//! Every caching policy of the host, by name: what browsers and proxies are told, and how long the host itself keeps
//! what it has made. No other file writes a `Cache-Control` header.

use std::time::Duration;

use actix_web::http::header::{self, HeaderMap, HeaderValue};

/// A page is made anew after this long even if nothing was purged: calendars and "years ago" move on by themselves.
pub const FRESH_FOR: Duration = Duration::from_secs(3600);
/// The outbox of purges must have been read this recently, or no page counts as fresh.
pub const PURGES_READ_WITHIN: Duration = Duration::from_secs(4);
/// Whoever asks for a page that somebody else is making waits this long before taking a stale one.
pub const WAIT_FOR_ANOTHER: Duration = Duration::from_secs(3);
/// A page that takes longer has failed.
pub const LOAD_LIMIT: Duration = Duration::from_secs(20);
/// Larger pages are not shared through Redis.
pub const LARGEST_SHARED: usize = 2 << 20;
/// Addresses that turned out not to be keepable are not waited for, for this long.
pub const UNKEEPABLE_FOR: Duration = Duration::from_secs(10);

/// What others may do with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The same for everybody. Nothing is said, as WordPress says nothing; the ETag makes asking again cheap.
    SharedPage,
    /// For one person, or for this moment: nobody keeps it (WordPress's `nocache_headers`).
    NoStore,
    /// Kept by nobody for later, without a word about storing (WordPress's `wp-cron.php`).
    NoCache,
    /// Never changes under its address.
    Immutable,
    /// May change under its address, seldom.
    Hour,
}

impl Policy {
    /// Writes the policy's headers.
    pub fn apply(self, headers: &mut HeaderMap) {
        let control = match self {
            Self::SharedPage => return,
            Self::NoStore => "no-cache, must-revalidate, max-age=0, no-store, private",
            Self::NoCache => "no-cache, must-revalidate, max-age=0",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Hour => "public, max-age=3600",
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(control));
        if matches!(self, Self::NoStore | Self::NoCache) {
            headers.insert(header::EXPIRES, HeaderValue::from_static("Wed, 11 Jan 1984 05:00:00 GMT"));
        }
    }
}
