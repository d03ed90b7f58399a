//! Opens and wraps the outside world: configuration, database, Redis, clock, outgoing HTTP,
//! folder watching, logs and metrics. It knows no noun of a site.

pub mod bell;
pub mod buckets;
pub mod clock;
pub mod config;
pub mod confined;
pub mod database;
pub mod dns;
pub mod file_hash;
pub mod http;
pub mod logs;
pub mod mail;
pub mod metrics;
pub mod payments;
pub mod redis;
pub mod sealing;
pub mod search_console;
pub mod secrets;
pub mod sns;
pub mod watch;

pub use bell::Bell;
pub use clock::Clock;
pub use config::Config;
pub use database::Database;
