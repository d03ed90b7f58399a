//! Runs events here and now, for the command line. Whoever does is a runner like the others: should it die in the
//! middle, they take over.

use std::sync::Arc;
use std::time::{Duration, Instant};

use apalis::prelude::BoxDynError;
use cms::cron::{self, Claim, Outcome};
use cms::{Host, Result, Site};

use crate::leash::Interrupt;
use crate::record::outcome;
use crate::{Hooks, Pace};

/// What came of one event.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The hook.
    pub hook: String,
    /// How long it took.
    pub took: Duration,
    /// Why it failed, where it did.
    pub error: Option<String>,
}

/// Runs these events of the site, one after the other, whether they are due or not. What another runner has in hand is
/// left to it.
pub async fn run_now(site: &Site, hooks: &Hooks, event_ids: &[i64]) -> Result<Vec<Ran>> {
    let host = site.host();
    let runner = cron::enter(host, 1).await?;
    let alive = async {
        loop {
            tokio::time::sleep(Pace::of(host.config()).heartbeat).await;
            // Whoever is taken for dead notices when it acknowledges.
            drop(cron::beat(host, &runner, 1).await);
        }
    };
    let ran = tokio::select! {
        ran = one_after_the_other(site, hooks, &runner, event_ids) => ran,
        () = alive => Ok(Vec::new()),
    };
    cron::leave(host, &runner).await?;
    ran
}

async fn one_after_the_other(site: &Site, hooks: &Hooks, runner: &str, event_ids: &[i64]) -> Result<Vec<Ran>> {
    let mut all = Vec::new();
    for claim in cron::claim_these(site, runner, event_ids).await? {
        let begun = Instant::now();
        let claim = Arc::new(claim);
        let error = run_one(site.host(), hooks, claim.clone()).await?;
        all.push(Ran { hook: claim.event.hook.clone(), took: begun.elapsed(), error });
    }
    Ok(all)
}

async fn run_one(host: &Host, hooks: &Hooks, claim: Arc<Claim>) -> Result<Option<String>> {
    let limit = Duration::from_secs(claim.event.time_limit_seconds.max(1).unsigned_abs());
    let ended = match tokio::time::timeout(limit, hooks.run(host, claim.clone())).await {
        Ok(ended) => ended.map_err(BoxDynError::from),
        Err(_) => Err(Interrupt::TimeLimit.into()),
    };
    let error = ended.as_ref().err().map(ToString::to_string);
    let Some(outcome) = outcome(ended) else { return Ok(error) };
    let settled = cron::settle(host, &[(&*claim, &outcome)]).await?;
    if settled.is_empty() {
        return Ok(Some("Another runner took the event over.".to_owned()));
    }
    Ok(match outcome {
        Outcome::Done(_) | Outcome::Snoozed(_) => None,
        _ => error,
    })
}
