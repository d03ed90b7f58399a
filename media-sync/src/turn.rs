//! Whose turn it is to carry: every front could, and one at a time is enough.

use std::sync::Arc;
use std::time::Duration;

use cms::media::{self, Lease};
use cms::{Host, Result};
use tokio::sync::watch;
use tokio::time::Instant;

/// How often the lease is renewed, or looked at.
const BEAT: Duration = Duration::from_secs(1);
/// How long it must stand still until its holder counts as dead.
const SILENCE: Duration = Duration::from_secs(5);

/// Tells whether it is this process's turn.
#[derive(Clone, Debug)]
pub struct Turn {
    host: Host,
    name: Arc<str>,
    has: watch::Receiver<bool>,
    asking: tokio::task::AbortHandle,
}

impl Turn {
    /// Waits until it is.
    pub async fn comes(&mut self) {
        if self.has.wait_for(|has| *has).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Asks no longer, and lets the next one have it at once.
    pub async fn give_back(self) {
        self.asking.abort();
        if let Err(error) = media::release_lease(&self.host, &self.name).await {
            tracing::debug!(%error, "the next one to carry waits until this one's silence is noticed");
        }
    }
}

/// Asks for the turn from now on.
pub fn ask_for_it(host: &Host) -> Turn {
    let (tell, has) = watch::channel(false);
    let name: Arc<str> = uuid::Uuid::new_v4().to_string().into();
    let asking = tokio::spawn(ask(Asker { host: host.clone(), name: name.clone(), seen: None }, tell));
    Turn { host: host.clone(), name, has, asking: asking.abort_handle() }
}

async fn ask(mut asker: Asker, tell: watch::Sender<bool>) {
    loop {
        let has_it = asker.has_it().await.unwrap_or_else(|error| {
            tracing::debug!(%error, "whose turn it is to carry is not known");
            false
        });
        if tell.send_replace(has_it) != has_it {
            tracing::info!(has_it, "carrying files of uploads");
        }
        tokio::time::sleep(BEAT).await;
    }
}

struct Asker {
    host: Host,
    name: Arc<str>,
    /// The lease of somebody else, and since when it stands still.
    seen: Option<(Lease, Instant)>,
}

impl Asker {
    async fn has_it(&mut self) -> Result<bool> {
        let silent = self.seen.as_ref().filter(|(_, since)| since.elapsed() > SILENCE).map(|(lease, _)| lease.clone());
        let Some(lease) = media::hold_lease(&self.host, &self.name, silent.as_ref()).await? else { return Ok(false) };
        if *lease.holder == *self.name {
            self.seen = None;
            return Ok(true);
        }
        match &self.seen {
            Some((seen, _)) if *seen == lease => {}
            _ => self.seen = Some((lease, Instant::now())),
        }
        Ok(false)
    }
}
