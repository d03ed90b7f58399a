//! What the long-running commands begin with: logs, an open host, a schema that is up to date.

use std::time::Duration;

use cms::Host;
use platform::{Clock, Config};

use crate::command_line::GlobalOptions;
use crate::session;

/// How long a database may take to answer before a front starts without it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The configuration with the address to listen on, and logs as it says.
pub fn configuration(global: &GlobalOptions, listen: Option<String>) -> anyhow::Result<Config> {
    let mut config = session::configuration(global)?;
    if let Some(listen) = listen {
        config.listen = listen;
    }
    platform::logs::start(&config);
    Ok(config)
}

/// Opens the host and brings its schema up to date. While the database is away a front starts all the same: it serves
/// the pages it has.
pub async fn open(config: Config) -> anyhow::Result<Host> {
    let host = Host::open(config, Clock::system()).await?;
    if host.database().answers_within(PATIENCE).await {
        host.migrate().await?;
    } else {
        tracing::warn!("the database does not answer; starting without it");
    }
    Ok(host)
}

/// Completes at SIGTERM, or at SIGINT from a terminal.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        _ => {
            tracing::error!("signals cannot be listened to; only a kill ends this process");
            std::future::pending::<()>().await;
        }
    }
}
