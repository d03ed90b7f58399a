//! One front: what its request handlers share.

use std::sync::atomic::{AtomicBool, Ordering};

use cms::{Error, Host, Result};
use media_sync::{LocalCopy, Places};
use tokio::runtime::Handle;
use tracing::Instrument;

use crate::admin;
use crate::brakes::Brakes;
use crate::meters::Meters;
use crate::origin::TrustedProxies;
use crate::output::PageCache;
use crate::visitor::KnownVisitors;
use crate::visits::Visits;

/// The buckets; without them what the folders have is served all the same.
fn places(host: &Host) -> Places {
    Places::open(host.config()).unwrap_or_else(|error| {
        tracing::error!(%error, "serving without the buckets");
        Places::default()
    })
}

/// The state of one front. Shared by all its threads.
#[derive(Debug)]
pub struct Front {
    host: Host,
    pages: PageCache,
    meters: Meters,
    trusted: TrustedProxies,
    visitors: KnownVisitors,
    brakes: Brakes,
    media: LocalCopy,
    runtime: Handle,
    visits: Visits,
    draining: AtomicBool,
}

impl Front {
    /// A front of `host` that makes its pages on `runtime`.
    pub fn new(host: Host, runtime: Handle) -> Self {
        host.offer_block_scripts(admin::block_scripts());
        Self {
            pages: PageCache::new(host.clone()),
            meters: Meters::new(host.metrics()),
            trusted: TrustedProxies::parse(&host.config().trusted_proxies),
            visitors: KnownVisitors::default(),
            brakes: Brakes::default(),
            media: LocalCopy::new(&host, places(&host)),
            runtime,
            visits: Visits::default(),
            draining: AtomicBool::new(false),
            host,
        }
    }

    /// The host.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// The page cache.
    pub fn pages(&self) -> &PageCache {
        &self.pages
    }

    /// The counters.
    pub fn meters(&self) -> &Meters {
        &self.meters
    }

    /// Balancers that are believed.
    pub fn trusted(&self) -> &TrustedProxies {
        &self.trusted
    }

    /// Whose session cookies were seen lately.
    pub fn visitors(&self) -> &KnownVisitors {
        &self.visitors
    }

    /// What slows down those who guess passwords.
    pub fn brakes(&self) -> &Brakes {
        &self.brakes
    }

    /// How often pages are read.
    pub fn visits(&self) -> &Visits {
        &self.visits
    }

    /// Where uploads are found.
    pub fn media(&self) -> &LocalCopy {
        &self.media
    }

    /// The host's runtime.
    pub fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// Runs what asks the database on the host's runtime, where its connections live: a page that takes long does not
    /// hold up the thread that speaks to other visitors, and is finished even if whoever asked has gone.
    pub async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let done = self.runtime.spawn(work.instrument(tracing::Span::current())).await;
        done.unwrap_or_else(|error| Err(Error::Internal(format!("a request was not finished: {error}"))))
    }

    /// Whether it is about to stop, or the host's agent wants the balancer to let go of it.
    pub fn is_draining(&self) -> bool {
        let is_told = || self.host.config().drain_file.as_ref().is_some_and(|file| file.exists());
        self.is_stopping() || is_told()
    }

    /// Whether it is about to stop.
    pub fn is_stopping(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// From now on it says that it is about to stop.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the database answered lately.
    pub fn has_database(&self) -> bool {
        self.pages.knows_all_purges()
    }
}
