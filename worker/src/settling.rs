//! Stores how runs ended, as many at once as there are.

use std::time::Duration;

use cms::cron::{self, Outcome};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::record::Settled;
use crate::shift::Shift;

/// How many outcomes one statement stores.
const AT_ONCE: usize = 500;
/// How long to wait before a database that is away is asked again.
const BEFORE_ASKING_AGAIN: Duration = Duration::from_millis(250);

/// Stores outcomes until nobody sends any. While the database is away they are kept and tried again: only when the
/// shift is over and its time of grace as well, they are left to whoever takes the events over.
pub async fn settle(shift: &Shift, mut settled: UnboundedReceiver<Settled>) {
    let mut batch = Vec::with_capacity(AT_ONCE);
    while settled.recv_many(&mut batch, AT_ONCE).await > 0 {
        let ended: Vec<_> = batch.iter().filter_map(|one| Some((&*one.run.claim, one.outcome.as_ref()?))).collect();
        store(shift, &ended).await;
        for one in &batch {
            shift.meters.ended(&one.run.claim, one.outcome.as_ref());
            one.run.is_settled();
        }
        // Now the slots are free.
        batch.clear();
    }
}

/// Gives back what was claimed and never begun.
pub async fn give_back(shift: &Shift) {
    let dropped = shift.hands.take_dropped();
    let ended: Vec<_> = dropped.iter().map(|claim| (&**claim, &Outcome::GivenBack)).collect();
    if !ended.is_empty() {
        store(shift, &ended).await;
    }
}

async fn store(shift: &Shift, ended: &[(&cron::Claim, &Outcome)]) {
    loop {
        match cron::settle(&shift.host, ended).await {
            Ok(accepted) if accepted.len() == ended.len() => return,
            Ok(accepted) => {
                let lost = ended.iter().filter(|(claim, _)| !accepted.contains(&claim.event.id)).count();
                return tracing::warn!(
                    events = lost,
                    "another runner has these events now; what came of them here is not kept"
                );
            }
            Err(error) if shift.is_past_grace() => {
                return tracing::error!(%error, "the outcome of runs is not stored; their events are taken over");
            }
            Err(error) => tracing::warn!(%error, events = ended.len(), "the outcome of runs waits for the database"),
        }
        tokio::time::sleep(BEFORE_ASKING_AGAIN).await;
    }
}
