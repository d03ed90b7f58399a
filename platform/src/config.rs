//! Settings: typed structs that name their variables. Defaults, then `platen.toml`, then the environment, then
//! the command line. Every platform's own names (`PORT`, `DATABASE_URL`, `REDIS_URL`) are understood.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// All settings of one Platen process. Each field is `platen.toml`'s key and, in capitals, the environment's
/// variable (`PLATEN_` before it, but for the names that hosting platforms fix).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the embedded database, the uploads, the page cache and the mail files live.
    pub data_dir: PathBuf,
    /// `address:port` to listen on (`PORT` sets the port alone, on every address).
    pub listen: String,
    /// `postgres://…` or `sqlite://…`; empty means the embedded SQLite file in `data_dir` (`DATABASE_URL`).
    pub database_url: Option<String>,
    /// A read replica for pages (`DATABASE_READER_URL`); empty means the writer.
    pub database_reader_url: Option<String>,
    /// Connections that one process keeps to each database address.
    pub database_connections: u32,
    /// `redis://…` (`REDIS_URL`); empty means caches in process and messages through the database.
    pub redis_url: Option<String>,
    /// Balancers whose `X-Forwarded-*` headers are believed: addresses or networks, comma-separated.
    pub trusted_proxies: String,
    /// `on` or `off`: the cache of finished pages.
    pub page_cache: Switch,
    /// Memory for finished pages, in MiB.
    pub page_cache_memory_mb: u64,
    /// Disk for finished pages that outlive a restart, in MiB; 0 keeps none.
    pub page_cache_disk_mb: u64,
    /// How long a page may be served while the database is away, in seconds.
    pub stale_page_seconds: u64,
    /// Largest request body, in MiB (uploads have their own limit).
    pub body_limit_mb: usize,
    /// Largest uploaded file, in MiB.
    pub upload_limit_mb: usize,
    /// Largest uploaded picture, in millions of pixels: a small file can claim more memory than a machine has.
    pub image_megapixels: u64,
    /// Where uploads stand, a folder for each site: shared by all fronts. Empty means `data_dir/uploads`.
    pub media_dir: Option<PathBuf>,
    /// This front's own copy of uploads; empty means `data_dir/media`.
    pub media_local_dir: Option<PathBuf>,
    /// Disk for this front's own copy, in MiB: the least used files make room. 0 keeps none.
    pub media_local_mb: u64,
    /// `s3://KEY:SECRET@host/bucket/prefix?region=…`: the first lasting copy of uploads; empty for none.
    pub bucket_a: Option<String>,
    /// The second lasting copy, best with another provider.
    pub bucket_b: Option<String>,
    /// Where visitors are sent for uploads that a bucket has: `presigned` for addresses of the bucket that hold for a quarter of an
    /// hour, or the address of a CDN before it; empty means that fronts hand them out themselves.
    pub media_redirect: Option<String>,
    /// Seconds between two scans of the uploads folder: what inotify does not see is found by them.
    pub media_scan_seconds: u64,
    /// What copying to the buckets may take of the line, in MiB a second; 0 for all.
    pub media_bandwidth_mb: u64,
    /// How often each copy is read again and compared with its hash, in days; 0 for never.
    pub media_scrub_days: u64,
    /// Where the themes stand; empty means those in the binary, and `data_dir/themes`.
    pub themes_dir: Option<PathBuf>,
    /// `on` reloads a theme when its files change.
    pub theme_reload: Switch,
    /// Where releases are kept: a folder that every host reaches, or an address as for `bucket_a`.
    pub release_store: Option<String>,
    /// The public keys whose signatures count, in hexadecimal, comma-separated.
    pub trusted_keys: String,
    /// A file that is there while the balancer is to let go of this front: `/readyz` says so.
    pub drain_file: Option<PathBuf>,
    /// Files for browsers of other releases, kept by this host's agent: pages of before and after a rollout find theirs.
    pub release_assets_dir: Option<PathBuf>,
    /// The address that letters come from; `wordpress@` the site's own name if it is empty.
    pub mail_from: Option<String>,
    /// The way out for mail: `smtp://user:password@host:587?tls=required`, `smtps://…`, or
    /// `ses://eu-central-1?configuration_set=name` for Amazon SES; empty means `.eml` files in `data_dir`.
    pub mail_url: Option<String>,
    /// Seals secrets that stand in the database, beside a key that stands there: whoever has a copy of the database alone cannot
    /// read them. The same on every front; empty means the database's key alone.
    pub secret_key: Option<String>,
    /// Where Stripe's API is asked; empty means Stripe itself. Set it for a stand-in, in tests and on staging.
    pub stripe_url: Option<String>,
    /// Letters that leave in a second, over all runners, at the most; 0 for what the account's quota allows.
    pub mail_per_second: f64,
    /// The ARNs of the Amazon SNS topics that tell of bounces, complaints and deliveries, comma-separated; empty for none.
    pub mail_topics: String,
    /// Another place than Amazon's own hosts for SNS: `http://host:port` of a stand-in.
    pub mail_sns_endpoint: Option<String>,
    /// From which share of bounces on, in percent of a day's letters, a site's letters wait.
    pub mail_bounce_percent: f64,
    /// The same for complaints.
    pub mail_complaint_percent: f64,
    /// The name under which the mail server publishes its DKIM key (`<selector>._domainkey.<domain>`); Amazon SES tells
    /// its own.
    pub mail_dkim_selector: Option<String>,
    /// What a domain's SPF record must hold for the mail server, such as `ip4:192.0.2.7`; Amazon SES has its own.
    pub mail_spf: Option<String>,
    /// `address:port` of the name server that is asked about domains; empty for the system's.
    pub dns_server: Option<String>,
    /// The file with the key of a Google service account, as Google hands it out (JSON); empty for none.
    pub search_console_key: Option<PathBuf>,
    /// Another place than Google's own for Search Console: a stand-in.
    pub search_console_endpoint: Option<String>,
    /// Where IndexNow is told what has changed.
    pub indexnow_endpoint: String,
    /// `text` or `json` lines.
    pub log_format: LogFormat,
    /// A `tracing` filter such as `info` or `platen=debug,info`.
    pub log: String,
    /// Seconds that requests and runs in flight get after SIGTERM.
    pub shutdown_seconds: u64,
    /// Events that one runner runs at once.
    pub cron_slots: usize,
    /// The share of a runner's slots that one site may hold, in percent.
    pub cron_site_share: usize,
    /// How often a runner looks for due events when nothing wakes it, in milliseconds.
    pub cron_poll_milliseconds: u64,
    /// How often a runner says that it lives, in milliseconds.
    pub cron_heartbeat_milliseconds: u64,
    /// After how long a silence it is taken for dead and its events are taken over, in milliseconds.
    pub cron_lease_milliseconds: u64,
    /// How often runners look for dead ones, in milliseconds.
    pub cron_sweep_milliseconds: u64,
    /// `on` or `off`: PostgreSQL's notifications wake the runners; polling goes on in both cases.
    pub cron_notify: Switch,
    /// Days that the log of runs is kept.
    pub cron_history_days: u32,
    /// Days that a deleted site can be restored, until it goes with all that it has.
    pub deleted_site_days: u32,
    /// The environment that this is; empty on production. Set in the file of an environment, which the machine around it
    /// then tells nothing of where data, files, letters and money go: nothing of production's is reached by mistake.
    pub environment: String,
    /// Who an environment may write to: addresses, or `@example.com` for all of a domain, comma-separated. Nobody else
    /// gets letters from it. Without meaning on production.
    pub mail_allow: String,
    /// What seals secrets in the database, the key in use first: `name:` and 64 hexadecimal digits each, commas between;
    /// empty means one that is made and kept in `data_dir`, which other machines do not have.
    pub secrets_keys: Option<String>,
    /// This program's own file, where it can be run again for work that is done in a process of its own
    /// ([`crate::confined`]). No setting: whoever begins as this program says so.
    #[serde(skip)]
    pub own_program: Option<PathBuf>,
}

/// A setting that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// Enabled.
    On,
    /// Disabled.
    Off,
}

impl Switch {
    /// Whether it is on.
    pub fn is_on(self) -> bool {
        self == Switch::On
    }
}

/// Where IndexNow passes on what it is told to every engine that takes part (<https://www.indexnow.org/documentation>).
pub const INDEXNOW: &str = "https://api.indexnow.org/indexnow";

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: "data".into(),
            listen: "127.0.0.1:8080".into(),
            database_url: None,
            database_reader_url: None,
            database_connections: 16,
            redis_url: None,
            trusted_proxies: "127.0.0.0/8,::1".into(),
            page_cache: Switch::On,
            page_cache_memory_mb: 128,
            page_cache_disk_mb: 1_024,
            stale_page_seconds: 86_400,
            body_limit_mb: 8,
            upload_limit_mb: 512,
            image_megapixels: 120,
            media_dir: None,
            media_local_dir: None,
            media_local_mb: 0,
            bucket_a: None,
            bucket_b: None,
            media_redirect: None,
            media_scan_seconds: 300,
            media_bandwidth_mb: 0,
            media_scrub_days: 30,
            themes_dir: None,
            theme_reload: Switch::Off,
            release_store: None,
            trusted_keys: String::new(),
            drain_file: None,
            release_assets_dir: None,
            mail_from: None,
            mail_url: None,
            secret_key: None,
            stripe_url: None,
            mail_per_second: 0.0,
            mail_topics: String::new(),
            mail_sns_endpoint: None,
            mail_bounce_percent: 4.0,
            mail_complaint_percent: 0.08,
            mail_dkim_selector: None,
            mail_spf: None,
            dns_server: None,
            search_console_key: None,
            search_console_endpoint: None,
            indexnow_endpoint: INDEXNOW.into(),
            log_format: LogFormat::Text,
            log: "info".into(),
            shutdown_seconds: 30,
            cron_slots: 64,
            cron_site_share: 50,
            cron_poll_milliseconds: 1_000,
            cron_heartbeat_milliseconds: 3_000,
            cron_lease_milliseconds: 9_000,
            cron_sweep_milliseconds: 2_000,
            cron_notify: Switch::On,
            cron_history_days: 30,
            deleted_site_days: 30,
            environment: String::new(),
            mail_allow: String::new(),
            secrets_keys: None,
            own_program: None,
        }
    }
}

/// A setting that could not be read: says which and why.
#[derive(Debug, thiserror::Error)]
#[error("configuration: {0}")]
pub struct ConfigError(Box<figment::Error>);

/// Names that hosting platforms fix, understood without the `PLATEN_` prefix.
const PLATFORM_NAMES: [&str; 3] = ["database_url", "database_reader_url", "redis_url"];

/// What begins with `PLATEN_` and is no setting: the tests' own, and what the scripts of a release are told.
const NOT_SETTINGS: [&str; 7] = ["shared", "test_postgres", "test_redis", "root", "release", "agent", "front_url"];

/// What the machine around it may tell an environment: how its process runs and where it listens. Nothing of where data,
/// files, letters or money go: that is in its file alone.
const OF_THE_PROCESS: [&str; 12] = [
    "listen",
    "log",
    "log_format",
    "shutdown_seconds",
    "drain_file",
    "themes_dir",
    "theme_reload",
    "release_assets_dir",
    "page_cache",
    "page_cache_memory_mb",
    "page_cache_disk_mb",
    "cron_slots",
];

impl Config {
    /// Reads defaults, `file` (or `platen.toml` here, when it exists) and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut config: Config = Self::figment(file).extract().map_err(|error| ConfigError(Box::new(error)))?;
        config.listen_on_platform_port();
        Ok(config)
    }

    /// Where each setting came from, for `platen config`.
    pub fn figment(file: Option<&Path>) -> Figment {
        let file = file.unwrap_or(Path::new("platen.toml"));
        let settings = Figment::from(Serialized::defaults(Config::default())).merge(Toml::file(file));
        let environment = Figment::from(Toml::file(file)).extract_inner::<String>("environment").unwrap_or_default();
        if !environment.is_empty() {
            return settings.merge(Env::prefixed("PLATEN_").only(&OF_THE_PROCESS)).merge(Toml::file(file));
        }
        settings.merge(Env::raw().only(&PLATFORM_NAMES)).merge(Env::prefixed("PLATEN_").ignore(&NOT_SETTINGS))
    }

    /// The settings of an environment: what its file says, and nothing of the machine around it.
    pub fn of_environment(file: &Path) -> Result<Self, ConfigError> {
        let settings = Figment::from(Serialized::defaults(Config::default())).merge(Toml::file(file));
        settings.extract().map_err(|error| ConfigError(Box::new(error)))
    }

    #[allow(clippy::disallowed_methods)] // the environment is read here and nowhere else
    fn listen_on_platform_port(&mut self) {
        if let Some(port) = std::env::var("PORT").ok().and_then(|port| port.parse::<u16>().ok()) {
            self.listen = format!("0.0.0.0:{port}");
        }
    }

    /// The database's address: the configured one, or the SQLite file in the data folder.
    pub fn database_address(&self) -> String {
        match &self.database_url {
            Some(url) if !url.is_empty() => url.clone(),
            _ => format!("sqlite://{}?mode=rwc", self.data_dir.join("platen.sqlite").display()),
        }
    }

    /// The folder with one site's uploads (`wp-content/uploads` of that site).
    pub fn uploads_dir(&self, site_id: i64) -> PathBuf {
        self.media_root().join(site_id.to_string())
    }

    /// The folder with all sites' uploads.
    pub fn media_root(&self) -> PathBuf {
        self.media_dir.clone().unwrap_or_else(|| self.data_dir.join("uploads"))
    }

    /// The folder with this front's own copy of uploads, laid out as [`Config::media_root`].
    pub fn media_local_root(&self) -> PathBuf {
        self.media_local_dir.clone().unwrap_or_else(|| self.data_dir.join("media"))
    }

    /// Whether the host serves the public, and not those who try something out.
    pub fn is_production(&self) -> bool {
        self.environment.is_empty()
    }

    /// The topics of [`Config::mail_topics`].
    pub fn mail_topics(&self) -> Vec<&str> {
        self.mail_topics.split(',').map(str::trim).filter(|topic| !topic.is_empty()).collect()
    }

    /// Whether `peer` is a balancer whose forwarded headers are believed.
    pub fn trusts_proxy(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.split(',').map(str::trim).any(|entry| match entry.parse::<ipnet::IpNet>() {
            Ok(network) => network.contains(&peer),
            Err(_) => entry.parse::<IpAddr>().is_ok_and(|address| address == peer),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unset_database_is_a_file_in_the_data_folder() {
        let config = Config { data_dir: "/srv/x".into(), ..Config::default() };
        assert_eq!(config.database_address(), "sqlite:///srv/x/platen.sqlite?mode=rwc");
    }

    #[test]
    fn only_listed_proxies_are_trusted() {
        let config = Config { trusted_proxies: "10.0.0.0/8, 192.168.1.5".into(), ..Config::default() };
        assert!(config.trusts_proxy("10.1.2.3".parse().unwrap()));
        assert!(config.trusts_proxy("192.168.1.5".parse().unwrap()));
        assert!(!config.trusts_proxy("192.168.1.6".parse().unwrap()));
    }
}
