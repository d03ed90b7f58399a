//! The whole host as one process sees it: its database, clock, settings and caches.

use std::sync::{Arc, OnceLock};

use platform::http::HttpClient;
use platform::metrics::Metrics;
use platform::redis::Redis;
use platform::sealing::Sealing;
use platform::sns::Sns;
use platform::{Bell, Clock, Config, Database};

use crate::blocks::BlockScripts;
use crate::purges::Purges;
use crate::theming::Themes;
use crate::{Generations, ObjectCache, Result};

/// Parsed and rendered things that one process keeps in memory, at the most.
const OBJECTS: u64 = 50_000;
/// The channel on which processes tell the runners that there is work.
const RUNNERS: &str = "platen_cron";
/// The channel on which they tell syncers and fronts that there are new files.
const FILES: &str = "platen_files";

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
    bell: Bell,
    files_bell: Bell,
    themes: Themes,
    http: HttpClient,
    sealing: OnceLock<Sealing>,
    sns: Sns,
    block_scripts: OnceLock<BlockScripts>,
}

impl Host {
    /// Opens the host that `config` describes. Nothing is read yet; see [`Host::migrate`].
    pub async fn open(config: Config, clock: Clock) -> Result<Self> {
        let database = Database::open(&config).await?;
        let redis = Redis::open(&config, clock.clone());
        let generations = Generations::default();
        let objects = ObjectCache::new(OBJECTS, generations.clone());
        let purges = Purges::new(database.clone(), redis.clone(), generations.clone());
        let bell = Bell::new(database.clone(), RUNNERS);
        let files_bell = Bell::new(database.clone(), FILES);
        let metrics = Metrics::default();
        let themes = Themes::open(&config)?;
        let http = HttpClient::new().map_err(|error| crate::Error::Internal(error.to_string()))?;
        let sealing = OnceLock::new();
        let sns = notifications(&config, &http)?;
        let parts = Parts {
            config,
            clock,
            database,
            redis,
            metrics,
            generations,
            objects,
            purges,
            bell,
            files_bell,
            themes,
            http,
            sealing,
            sns,
            block_scripts: OnceLock::new(),
        };
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

    /// What seals secrets in the database. Fails where the configured keys cannot be read.
    pub fn sealing(&self) -> Result<&Sealing> {
        if let Some(sealing) = self.parts.sealing.get() {
            return Ok(sealing);
        }
        let opened = Sealing::of(self.config()).map_err(|error| crate::Error::Internal(error.to_string()))?;
        Ok(self.parts.sealing.get_or_init(|| opened))
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

    /// Wakes the runners when something is due.
    pub fn bell(&self) -> &Bell {
        &self.parts.bell
    }

    /// Wakes whoever carries files when the journal has news.
    pub fn files_bell(&self) -> &Bell {
        &self.parts.files_bell
    }

    /// The themes, each as it last was good.
    pub fn themes(&self) -> &Themes {
        &self.parts.themes
    }

    /// What asks other hosts; it reaches public addresses only.
    pub fn http(&self) -> &HttpClient {
        &self.parts.http
    }

    /// What checks notifications of Amazon SNS.
    pub fn sns(&self) -> &Sns {
        &self.parts.sns
    }

    /// Says where browsers find the scripts of blocks. Only who serves them knows; whoever says it first is believed.
    pub fn offer_block_scripts(&self, scripts: BlockScripts) {
        let _ = self.parts.block_scripts.set(scripts);
    }

    /// The scripts of blocks, if anybody serves them.
    pub fn block_scripts(&self) -> Option<&BlockScripts> {
        self.parts.block_scripts.get()
    }

    /// Now, in UTC, without the time zone: as rows keep it, in whole seconds like WordPress.
    pub fn now(&self) -> chrono::NaiveDateTime {
        use chrono::SubsecRound;
        self.clock().now().naive_utc().trunc_subsecs(0)
    }
}

/// With Amazon's own hosts; only an operator's stand-in may be on a private network.
fn notifications(config: &Config, http: &HttpClient) -> Result<Sns> {
    let internal = |error: String| crate::Error::Internal(error);
    let Some(address) = config.mail_sns_endpoint.as_deref().filter(|address| !address.is_empty()) else {
        return Ok(Sns::new(http.clone(), None));
    };
    let stand_in = url::Url::parse(address).map_err(|error| internal(format!("mail_sns_endpoint: {error}")))?;
    let http = HttpClient::reaching_private_addresses().map_err(|error| internal(error.to_string()))?;
    Ok(Sns::new(http, Some(stand_in)))
}
