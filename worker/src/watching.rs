//! What goes on beside the runs, each in a loop of its own: saying that this runner lives, ending what somebody
//! cancelled, taking over from dead ones.

use std::time::Duration;

use cms::cron::{self, Sweeper};
use tokio::time::timeout;

use crate::leash::Interrupt;
use crate::shift::Shift;

/// How often it is asked what was cancelled.
const CANCELLED: Duration = Duration::from_secs(1);

/// Says that this runner lives, until the shift is closed.
pub async fn beat(shift: &Shift) {
    loop {
        tokio::time::sleep(shift.pace.heartbeat).await;
        if shift.stands_still() {
            tracing::error!(
                runner = shift.runner,
                "this runner looks for no work any more; it does not say that it lives"
            );
            continue;
        }
        match timeout(shift.pace.lease, cron::beat(&shift.host, &shift.runner, shift.hands.running())).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => return shift.is_lost(),
            Ok(Err(error)) => tracing::warn!(%error, "this runner cannot say that it lives"),
            Err(_) => tracing::warn!("the database does not hear that this runner lives"),
        }
    }
}

/// Ends what somebody cancelled.
pub async fn cancel(shift: &Shift) {
    loop {
        tokio::time::sleep(CANCELLED).await;
        if shift.hands.running() == 0 {
            continue;
        }
        for event_id in cron::cancelled(&shift.host, &shift.runner).await.unwrap_or_default() {
            shift.hands.interrupt(event_id, Interrupt::Cancelled);
        }
    }
}

/// Takes over from dead runners, lets events wait again that this version knows, and counts.
pub async fn sweep(shift: &Shift) {
    let mut sweeper = Sweeper::new(shift.pace.lease);
    loop {
        match sweeper.sweep(&shift.host).await {
            Ok(0) => {}
            Ok(_) => shift.host.bell().ring_here(),
            Err(error) => tracing::warn!(%error, "dead runners cannot be looked for"),
        }
        match cron::recognize(&shift.host, &shift.hooks.names()).await {
            Ok(0) => {}
            Ok(events) => tracing::info!(events, "this version knows hooks that the last one did not"),
            Err(error) => tracing::warn!(%error, "unknown hooks cannot be looked at"),
        }
        if let Ok(figures) = cron::figures(&shift.host).await {
            shift.meters.note(&figures, shift.hands.running());
        }
        tokio::time::sleep(shift.pace.sweep).await;
    }
}
