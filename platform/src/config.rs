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
    /// Where the themes stand; empty means those in the binary, and `data_dir/themes`.
    pub themes_dir: Option<PathBuf>,
    /// `on` reloads a theme when its files change.
    pub theme_reload: Switch,
    /// `text` or `json` lines.
    pub log_format: LogFormat,
    /// A `tracing` filter such as `info` or `platen=debug,info`.
    pub log: String,
    /// Seconds that requests in flight get after SIGTERM.
    pub shutdown_seconds: u64,
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
            themes_dir: None,
            theme_reload: Switch::Off,
            log_format: LogFormat::Text,
            log: "info".into(),
            shutdown_seconds: 30,
        }
    }
}

/// A setting that could not be read: says which and why.
#[derive(Debug, thiserror::Error)]
#[error("configuration: {0}")]
pub struct ConfigError(Box<figment::Error>);

/// Names that hosting platforms fix, understood without the `PLATEN_` prefix.
const PLATFORM_NAMES: [&str; 3] = ["database_url", "database_reader_url", "redis_url"];

impl Config {
    /// Reads defaults, `file` (or `platen.toml` here, when it exists) and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut config: Config = Self::figment(file).extract().map_err(|error| ConfigError(Box::new(error)))?;
        config.listen_on_platform_port();
        Ok(config)
    }

    /// Where each setting came from, for `platen config`.
    pub fn figment(file: Option<&Path>) -> Figment {
        Figment::from(Serialized::defaults(Config::default()))
            .merge(Toml::file(file.unwrap_or(Path::new("platen.toml"))))
            .merge(Env::raw().only(&PLATFORM_NAMES))
            .merge(Env::prefixed("PLATEN_").ignore(&["shared", "test_postgres", "test_redis"]))
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
        self.data_dir.join("uploads").join(site_id.to_string())
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
