//! The runner: looks for due events, claims them, runs them side by side.

use std::time::Duration;

use cms::Host;
use cms::cron::{self, Claim};

use crate::{hooks, housekeeping};

/// How often the database is asked when nothing was due.
const POLL: Duration = Duration::from_secs(1);
/// Runs side by side in one process.
const AT_ONCE: u64 = 4;
/// Rounds between two times of keeping house: about ten minutes.
const HOUSEKEEPING_ROUNDS: u64 = 600;

/// Runs due events until `stop` completes; what was claimed by then is finished first.
pub async fn run(host: Host, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    for round in 0_u64.. {
        if round % HOUSEKEEPING_ROUNDS == 0 {
            housekeeping::keep_house(&host).await;
        }
        let was_busy = run_due(&host).await;
        let pause = if was_busy { Duration::ZERO } else { POLL };
        tokio::select! {
            biased;
            () = &mut stop => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Claims and runs what is due; tells whether anything was.
async fn run_due(host: &Host) -> bool {
    let claims = match cron::claim_due(host, AT_ONCE).await {
        Ok(claims) => claims,
        Err(error) => {
            tracing::warn!(%error, "no events can be claimed");
            return false;
        }
    };
    futures::future::join_all(claims.iter().map(|claim| one(host, claim))).await;
    !claims.is_empty()
}

async fn one(host: &Host, claim: &Claim) {
    tracing::info!(hook = claim.event.hook, site = claim.event.site_id, args = claim.event.args, "running");
    // What went wrong was logged, and noted with the run.
    if let Err(error) = hooks::run_claim(host, claim).await {
        tracing::debug!(%error, run = claim.run_id, "a run ended with an error");
    }
}
