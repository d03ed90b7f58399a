//! One front: what its request handlers share.

use std::sync::atomic::{AtomicBool, Ordering};

use cms::Host;
use tokio::runtime::Handle;

use crate::brakes::Brakes;
use crate::meters::Meters;
use crate::origin::TrustedProxies;
use crate::output::PageCache;
use crate::visitor::KnownVisitors;

/// The state of one front. Shared by all its threads.
#[derive(Debug)]
pub struct Front {
    host: Host,
    pages: PageCache,
    meters: Meters,
    trusted: TrustedProxies,
    visitors: KnownVisitors,
    brakes: Brakes,
    runtime: Handle,
    draining: AtomicBool,
}

impl Front {
    /// A front of `host` that makes its pages on `runtime`.
    pub fn new(host: Host, runtime: Handle) -> Self {
        Self {
            pages: PageCache::new(host.clone()),
            meters: Meters::new(host.metrics()),
            trusted: TrustedProxies::parse(&host.config().trusted_proxies),
            visitors: KnownVisitors::default(),
            brakes: Brakes::default(),
            runtime,
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

    /// Where pages are made. The database's connections live on this runtime, and a page that takes long does not hold
    /// up the thread that speaks to other visitors.
    pub fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// Whether it is about to stop.
    pub fn is_draining(&self) -> bool {
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
