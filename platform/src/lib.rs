//! Opens and wraps the outside world: configuration, database, Redis, clock, outgoing HTTP,
//! folder watching, logs and metrics. It knows no noun of a site.

pub mod clock;
pub mod config;
pub mod database;
pub mod http;
pub mod logs;
pub mod metrics;
pub mod redis;
pub mod secrets;
pub mod watch;

pub use clock::Clock;
pub use config::Config;
pub use database::Database;
