//! Whether events run, for whoever restarts what does not live, and alerts.

use std::time::Duration;

use super::{Figures, figures, runners, time};
use crate::{Host, Result};

/// How it stands, and what is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// The queue.
    pub figures: Figures,
    /// For how many seconds the runner that spoke last has said nothing; none where there is no runner.
    pub silent_seconds: Option<i64>,
    /// What is wrong, in a sentence; none where events run.
    pub trouble: Option<String>,
}

/// Looks at the runners and the queue: somebody must have said within a lease that it lives (and says so only while it
/// looks for work), and nothing may have waited longer than `most_late`.
pub async fn health(host: &Host, most_late: Duration) -> Result<Health> {
    let (figures, now) = (figures(host).await?, time::now(host).await?);
    let newest = runners(host).await?.into_iter().map(|runner| runner.seen).max();
    let silent_seconds = newest.map(|seen| (now - seen).num_seconds().max(0));
    let lease = i64::try_from(host.config().cron_lease_milliseconds.div_ceil(1_000)).unwrap_or(i64::MAX);
    let trouble = match silent_seconds {
        None => Some("No runner lives. Start one: platen worker (or platen serve).".to_owned()),
        Some(silent) if silent > lease => Some(format!("No runner has said for {silent} seconds that it lives.")),
        _ if figures.oldest_due_seconds > most_late.as_secs_f64() => {
            Some(format!("{} events are due, the oldest for {:.0} seconds.", figures.due, figures.oldest_due_seconds))
        }
        _ => None,
    };
    Ok(Health { figures, silent_seconds, trouble })
}
