//! The whole host as one process sees it: its database, clock, settings and caches.

use std::sync::Arc;

use platform::metrics::Metrics;
use platform::redis::Redis;
use platform::{Clock, Config, Database};

use crate::purges::Purges;
use crate::theming::Themes;
use crate::{Generations, ObjectCache, Result};

/// Parsed and rendered things that one process keeps in memory, at the most.
const OBJECTS: u64 = 50_000;

/// Everything that is the host's and not a site's. Cheap to clone; clones share.
#[derive(Clone, Debug)]
pub struct Host {
    parts: Arc<Parts>,
}

#[derive(Debug)]
struct Parts {
    config: Config,
    clock: Clock,
    database: Database,
    redis: Redis,
    metrics: Metrics,
    generations: Generations,
    objects: ObjectCache,
    purges: Purges,
    themes: Themes,
}

impl Host {
    /// Opens the host that `config` describes. Nothing is read yet; see [`Host::migrate`].
    pub async fn open(config: Config, clock: Clock) -> Result<Self> {
        let database = Database::open(&config).await?;
        let redis = Redis::open(&config, clock.clone());
        let generations = Generations::default();
        let objects = ObjectCache::new(OBJECTS, generations.clone());
        let purges = Purges::new(database.clone(), redis.clone(), generations.clone());
        let metrics = Metrics::default();
        let themes = Themes::open(&config)?;
        let parts = Parts { config, clock, database, redis, metrics, generations, objects, purges, themes };
        Ok(Self { parts: Arc::new(parts) })
    }

    /// Brings the schema up to this version.
    pub async fn migrate(&self) -> Result<()> {
        use migrations::MigratorTrait;
        Ok(migrations::Migrator::up(self.database().writer(), None).await?)
    }

    /// The settings in force.
    pub fn config(&self) -> &Config {
        &self.parts.config
    }

    /// The time.
    pub fn clock(&self) -> &Clock {
        &self.parts.clock
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.parts.database
    }

    /// Redis, which may be away.
    pub fn redis(&self) -> &Redis {
        &self.parts.redis
    }

    /// Counters.
    pub fn metrics(&self) -> &Metrics {
        &self.parts.metrics
    }

    /// When each tag was last purged.
    pub fn generations(&self) -> &Generations {
        &self.parts.generations
    }

    /// Parsed and rendered things.
    pub fn objects(&self) -> &ObjectCache {
        &self.parts.objects
    }

    /// The outbox of purges and its reader.
    pub fn purges(&self) -> &Purges {
        &self.parts.purges
    }

    /// The themes, each as it last was good.
    pub fn themes(&self) -> &Themes {
        &self.parts.themes
    }

    /// Now, in UTC, without the time zone: as rows keep it, in whole seconds like WordPress.
    pub fn now(&self) -> chrono::NaiveDateTime {
        use chrono::SubsecRound;
        self.clock().now().naive_utc().trunc_subsecs(0)
    }
}
