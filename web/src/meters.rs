//! What `/metrics` counts. Handles are looked up once, so that a kept page costs two additions.

use std::time::Duration;

use platform::metrics::Metrics;
use prometheus::{Histogram, HistogramVec, IntCounter, IntCounterVec, IntGaugeVec};

use crate::output::CacheState;

/// The counters of one front.
#[derive(Clone, Debug)]
pub struct Meters {
    requests: IntCounterVec,
    seconds: HistogramVec,
    pages: [(CacheState, IntCounter); 4],
    kept_seconds: Histogram,
    cache: IntGaugeVec,
    purge_lag: IntGaugeVec,
    up: IntGaugeVec,
}

/// The route under which answers from the page cache are counted.
const PAGES: &str = "page";

impl Meters {
    /// Registers the counters.
    pub fn new(metrics: &Metrics) -> Self {
        let pages = metrics.counter("platen_pages_total", "Pages of sites, by what the page cache did", &["cache"]);
        let seconds = metrics.histogram("platen_request_seconds", "Time to an answer's head", &["route"]);
        let states = [CacheState::Hit, CacheState::Miss, CacheState::Stale, CacheState::Bypass];
        Self {
            requests: metrics.counter("platen_requests_total", "Requests that were no page", &["route", "status"]),
            kept_seconds: seconds.with_label_values(&[PAGES]),
            seconds,
            pages: states.map(|state| (state, pages.with_label_values(&[state.word()]))),
            cache: metrics.gauge("platen_page_cache", "Pages in memory and their bytes", &["what"]),
            purge_lag: metrics.gauge("platen_purge_lag_milliseconds", "Since the outbox was last read", &[]),
            up: metrics.gauge("platen_up", "Whether the database and Redis answer", &["engine"]),
        }
    }

    /// Counts a page.
    pub fn page(&self, state: CacheState) {
        if let Some((_, counter)) = self.pages.iter().find(|(known, _)| *known == state) {
            counter.inc();
        }
    }

    /// Notes how long a page from the cache took.
    pub fn kept_page_took(&self, took: Duration) {
        self.kept_seconds.observe(took.as_secs_f64());
    }

    /// Counts an answered request of the route with this pattern.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[route, status_text(status)]).inc();
        self.seconds.with_label_values(&[route]).observe(took.as_secs_f64());
    }

    /// Notes the page cache's size, the lag of purges in milliseconds and which engines answer.
    pub fn note(&self, cache: (u64, u64), lag: Duration, database: bool, redis: Option<bool>) {
        let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        self.cache.with_label_values(&["pages"]).set(number(cache.0));
        self.cache.with_label_values(&["bytes"]).set(number(cache.1));
        self.purge_lag.with_label_values::<&str>(&[]).set(i64::try_from(lag.as_millis()).unwrap_or(i64::MAX));
        self.up.with_label_values(&["database"]).set(i64::from(database));
        if let Some(redis) = redis {
            self.up.with_label_values(&["redis"]).set(i64::from(redis));
        }
    }
}

/// Classes of statuses, but for the few that say something of their own.
fn status_text(status: u16) -> &'static str {
    match status {
        404 => "404",
        421 => "421",
        429 => "429",
        503 => "503",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
