//! Claims what is due as slots become free.

use std::time::Duration;

use cms::Result;
use cms::cron::{self, Claim, Outcome, state};
use tokio::sync::mpsc::Sender;

use crate::hands::Run;
use crate::shift::Shift;

/// What is due and cannot be claimed (others hold it, or its site has its part) is looked at again after this time.
const BEFORE_LOOKING_AGAIN: Duration = Duration::from_millis(100);
/// With a backlog, a claim waits so long for more slots to become free: larger claims cost less.
const FOR_MORE_SLOTS: Duration = Duration::from_millis(3);

/// Claims until the shift ends, and hands the runs over.
pub async fn claim(shift: &Shift, runs: Sender<Run>) {
    let mut has_backlog = false;
    while shift.goes_on() {
        shift.turns();
        shift.wait_for_a_slot().await;
        shift.turns();
        if has_backlog {
            shift.wait_for_more_slots(FOR_MORE_SLOTS).await;
        }
        let wanted = shift.hands.free();
        let claimed = match claim_once(shift).await {
            Ok(claims) => claims,
            Err(error) if error.code() == "runner_unknown" => return shift.is_lost(),
            Err(error) => {
                tracing::warn!(%error, "no events can be claimed");
                shift.sleep(shift.pace.poll).await;
                continue;
            }
        };
        has_backlog = !claimed.is_empty() && claimed.len() >= wanted;
        if claimed.is_empty() {
            wait(shift).await;
        }
        // What the worker takes no more, because it stops, falls out of these hands and is given back.
        for run in claimed.into_iter().map(|claim| shift.hands.take(claim)).collect::<Vec<_>>() {
            drop(runs.send(run).await);
        }
    }
}

/// Claims, and puts aside what cannot run now.
async fn claim_once(shift: &Shift) -> Result<Vec<Claim>> {
    let claims = cron::claim_due(&shift.host, &shift.runner, &shift.hands.appetite()).await?;
    if claims.is_empty() {
        return Ok(claims);
    }
    let pauses = cron::pauses(&shift.host).await?;
    let why_not = |claim: &Claim| {
        if !shift.hooks.knows(&claim.event.hook) {
            Some(Outcome::Parked(state::UNKNOWN))
        } else if pauses.iter().any(|pause| pause.covers(claim)) {
            Some(Outcome::Parked(state::PAUSED))
        } else {
            claim.has_passed().then_some(Outcome::Skipped)
        }
    };
    let (mut able, mut aside) = (Vec::new(), Vec::new());
    for claim in claims {
        match why_not(&claim) {
            None => able.push(claim),
            Some(outcome) => aside.push((claim, outcome)),
        }
    }
    if !aside.is_empty() {
        let ended: Vec<_> = aside.iter().map(|(claim, outcome)| (claim, outcome)).collect();
        cron::settle(&shift.host, &ended).await?;
    }
    Ok(able)
}

/// Waits until something is due, a slot becomes free, somebody rings, or it is time to look anyway.
async fn wait(shift: &Shift) {
    let pause = match cron::next_due(&shift.host).await {
        Ok(Some((due, now))) => (due - now).to_std().unwrap_or(BEFORE_LOOKING_AGAIN).max(Duration::from_millis(1)),
        Ok(None) | Err(_) => shift.pace.poll,
    };
    tokio::select! {
        () = shift.sleep(pause.min(shift.pace.poll)) => {}
        () = shift.host.bell().rings() => {}
        () = shift.hands.freed.notified(), if shift.hands.running() > 0 => {}
    }
}
