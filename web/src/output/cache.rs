//! The page cache: memory and disk in each front, Redis between them.
//!
//! Three ways to be stale for ever are closed here. A page whose making began before a purge is not kept after it:
//! [`PageCache::begin`] notes the moment before anything is read, and [`PageCache::keep`] compares. A purge counts only
//! once its row is visible on the connection that pages are read from: `cms::purges` reads it there. And a page of
//! another front is believed only if its snapshot had seen every purge of its tags: `SharedPages` compares positions.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use cms::{Error, Host, Moment, Result};

use super::disk::DiskPages;
use super::shared::SharedPages;
use super::turns::Turns;
use super::{CacheState, Made, StoredPage, caching, key};

/// When the making of a page began: to be noted before the first row is read for it, its site's settings included.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    /// The moment in this process's sequence of purges.
    pub moment: Moment,
    /// The outbox's watermark.
    pub position: i64,
    /// The time.
    pub at: DateTime<Utc>,
}

/// A page and how it was come by.
#[derive(Clone, Debug)]
pub struct Served {
    /// The page.
    pub page: Arc<StoredPage>,
    /// Whether it was kept, made, or stands in for one that could not be made.
    pub state: CacheState,
}

/// What memory knows of an address.
#[derive(Debug)]
pub enum Found {
    /// To be sent as it is.
    Fresh(Arc<StoredPage>),
    /// Out of date, or nobody can tell.
    Stale(Arc<StoredPage>),
    /// Nothing.
    Nothing,
}

/// Finished pages. Cheap to clone; clones share.
#[derive(Clone, Debug)]
pub struct PageCache {
    host: Host,
    is_on: bool,
    memory: moka::sync::Cache<String, Arc<StoredPage>>,
    /// Addresses whose answers are not kept, so that nobody waits for anybody there.
    unkeepable: moka::sync::Cache<String, ()>,
    disk: DiskPages,
    shared: SharedPages,
    turns: Turns,
    stale_for: chrono::Duration,
}

impl PageCache {
    /// An empty cache as `host`'s configuration describes it.
    pub fn new(host: Host) -> Self {
        let config = host.config();
        let memory = moka::sync::Cache::builder()
            .max_capacity(config.page_cache_memory_mb << 20)
            .weigher(|key: &String, page: &Arc<StoredPage>| page.weight().saturating_add(key.len() as u32))
            .build();
        let unkeepable =
            moka::sync::Cache::builder().max_capacity(10_000).time_to_live(caching::UNKEEPABLE_FOR).build();
        let is_on = config.page_cache.is_on();
        let disk_limit = if is_on { config.page_cache_disk_mb << 20 } else { 0 };
        let disk = DiskPages::new(config.data_dir.join("cache").join("pages"), disk_limit);
        let stale_for = chrono::Duration::seconds(config.stale_page_seconds.try_into().unwrap_or(i64::MAX / 1000));
        let shared = SharedPages::new(host.clone());
        Self { is_on, memory, unkeepable, disk, shared, turns: Turns::default(), stale_for, host }
    }

    /// Whether pages are kept at all.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Notes the moment from which on a page is made.
    pub fn begin(&self) -> Begun {
        // The position first: a purge between the two makes the page look older than it is, never younger.
        let position = self.host.purges().position();
        Begun { position, moment: self.host.generations().now(), at: self.host.clock().now() }
    }

    /// Whether this front knows of all purges, so that a page may be called fresh.
    pub fn knows_all_purges(&self) -> bool {
        self.host.purges().is_healthy() && self.host.purges().lag() < caching::PURGES_READ_WITHIN
    }

    /// What memory has under `key`.
    pub fn find(&self, key: &str) -> Found {
        let Some(page) = self.memory.get(key) else { return Found::Nothing };
        let age = self.host.clock().now() - page.made_at;
        let young = age.to_std().unwrap_or_default() < caching::FRESH_FOR;
        if young && self.knows_all_purges() && page.is_fresh(self.host.generations()) {
            return Found::Fresh(page);
        }
        if age < self.stale_for { Found::Stale(page) } else { Found::Nothing }
    }

    /// The page under `key`: from memory, from Redis, or made by `make`, which one caller at a time runs. What has been
    /// seen before stands in while the database is away.
    pub async fn get_or_make<F>(&self, key: &str, site_id: i64, begun: Begun, make: F) -> Result<Served>
    where
        F: Future<Output = Result<Made>>,
    {
        let stale = match self.find(key) {
            Found::Fresh(page) => return Ok(Served { page, state: CacheState::Hit }),
            Found::Stale(page) => Some(page),
            Found::Nothing => None,
        };
        if self.unkeepable.contains_key(key) {
            return self.make(key, site_id, begun, make).await;
        }
        let turn = self.turns.take(key, caching::WAIT_FOR_ANOTHER).await;
        match (&turn, stale) {
            (None, Some(page)) => return Ok(Served { page, state: CacheState::Stale }),
            (Some(turn), _) if turn.waited => {
                if let Found::Fresh(page) = self.find(key) {
                    return Ok(Served { page, state: CacheState::Hit });
                }
            }
            _ => {}
        }
        if let Some(page) = self.take_over(key).await {
            return Ok(Served { page, state: CacheState::Hit });
        }
        self.make(key, site_id, begun, make).await
    }

    /// Makes the page and keeps it if it may be kept.
    async fn make<F>(&self, key: &str, site_id: i64, begun: Begun, make: F) -> Result<Served>
    where
        F: Future<Output = Result<Made>>,
    {
        let made = tokio::time::timeout(caching::LOAD_LIMIT, make).await;
        let made = made.unwrap_or_else(|_| Err(Error::Internal("the page was not finished in time".to_owned())));
        match made {
            Ok(made) => {
                let may_be_kept = made.may_be_kept;
                let page = Arc::new(StoredPage::new(made, site_id, begun));
                if may_be_kept {
                    self.keep(key, &page).await
                } else {
                    self.forget(key)
                }
                Ok(Served { page, state: CacheState::Miss })
            }
            Err(error) => match self.seen_before(key).await {
                Some(page) => {
                    tracing::warn!(%error, key, "a page seen before stands in");
                    Ok(Served { page, state: CacheState::Stale })
                }
                None => Err(error),
            },
        }
    }

    /// Keeps the page, unless something that it was made from has been purged since its making began.
    pub async fn keep(&self, key: &str, page: &Arc<StoredPage>) {
        page.compress().await;
        if !page.is_fresh(self.host.generations()) {
            return;
        }
        self.memory.insert(key.to_owned(), page.clone());
        // Addresses with a query are too many to write each to disk and to Redis.
        if !key.contains('?') {
            self.shared.put(key, page);
            self.disk.put(key, page);
        }
    }

    fn forget(&self, key: &str) {
        self.unkeepable.insert(key.to_owned(), ());
        if self.memory.remove(key).is_some() || !key.contains('?') {
            self.shared.remove(key);
            self.disk.remove(key);
        }
    }

    /// Another front's fresh page, kept here from now on.
    async fn take_over(&self, key: &str) -> Option<Arc<StoredPage>> {
        if key.contains('?') || !self.knows_all_purges() {
            return None;
        }
        let (page, fresh) = self.shared.get(key).await?;
        let young = (self.host.clock().now() - page.made_at).to_std().unwrap_or(Duration::MAX) < caching::FRESH_FOR;
        if !fresh || !young {
            return None;
        }
        let page = Arc::new(page);
        page.compress().await;
        self.memory.insert(key.to_owned(), page.clone());
        Some(page)
    }

    /// A page that was seen before and is not too old: in memory, in Redis or on disk.
    pub async fn seen_before(&self, key: &str) -> Option<Arc<StoredPage>> {
        if let Found::Fresh(page) | Found::Stale(page) = self.find(key) {
            return Some(page);
        }
        let page = match self.shared.get(key).await {
            Some((page, _)) => page,
            None => self.disk.get(key, self.host.generations().now()).await?,
        };
        let age = self.host.clock().now() - page.made_at;
        (age < self.stale_for).then(|| Arc::new(page))
    }

    /// Pages in memory and about how many bytes they take.
    pub fn size(&self) -> (u64, u64) {
        (self.memory.entry_count(), self.memory.weighted_size())
    }

    /// The key of an address.
    pub fn key(host: &str, path: &str, query: &str) -> String {
        key::page_key(host, path, query)
    }
}
