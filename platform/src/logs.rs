//! Structured logs on standard error.

use tracing_subscriber::EnvFilter;

use crate::Config;
use crate::config::LogFormat;

/// Starts logging as configured. A filter that cannot be read becomes `info`. May be called once a process;
/// a second call changes nothing.
pub fn start(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    let started = match config.log_format {
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
        LogFormat::Text => builder.try_init(),
    };
    if started.is_err() {
        tracing::debug!("logging was already started");
    }
}
