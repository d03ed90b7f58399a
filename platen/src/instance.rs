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
/// the pages it has, and the schema is brought up to date when the database is back.
pub async fn open(config: Config) -> anyhow::Result<Host> {
    let host = Host::open(config, Clock::system()).await?;
    if host.database().answers_within(PATIENCE).await {
        host.migrate().await?;
    } else {
        tracing::warn!("the database does not answer; starting without it");
        tokio::spawn(migrate_once_it_answers(host.clone()));
    }
    Ok(host)
}

async fn migrate_once_it_answers(host: Host) {
    loop {
        tokio::time::sleep(PATIENCE).await;
        if !host.database().answers_within(PATIENCE).await {
            continue;
        }
        match host.migrate().await {
            Ok(()) => return tracing::info!("the database is there; its schema is up to date"),
            Err(error) => tracing::warn!(%error, "the schema could not be brought up to date; trying again"),
        }
    }
}

/// Completes at SIGTERM, or at SIGINT from a terminal. It listens from the call on and not from the first time that
/// somebody waits: a signal that came in between would be heard by nobody.
pub fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        let (Ok(mut terminate), Ok(mut interrupt)) = signals else {
            tracing::error!("signals cannot be listened to; only a kill ends this process");
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}
